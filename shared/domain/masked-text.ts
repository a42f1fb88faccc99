/** Stands where a masking rule took a value out. */
export const maskedText = '•••• masked';

/** Stands for a text that could not be looked through, so that nobody knows what it holds. */
export const withheldText = '•••• withheld';

/** True for what a masking rule has changed, and for what only looks like it. */
export function mayBeMasked(text: string): boolean {
  return text.includes('••••');
}
