export type Environment = Readonly<Record<string, string | undefined>>;

/** Items between commas. */
export function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}
