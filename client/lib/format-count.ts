const grouped = new Intl.NumberFormat('en-US');
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

export function formatCount(count: number): string {
  return grouped.format(count);
}

/** For places of fixed width; the exact number belongs in the title. */
export function formatShortCount(count: number): string {
  return count < 10_000 ? grouped.format(count) : short.format(count);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
