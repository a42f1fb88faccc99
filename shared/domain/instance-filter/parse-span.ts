const unitsMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const msOfUnit = new Map<string, number>(Object.entries(unitsMs));

/** Durations are printed and read as decimal texts; this keeps 100 ns where a double still can. */
function toTicksPrecision(ms: number): number {
  return ms < 1e11 ? Math.round(ms * 10_000) / 10_000 : Math.round(ms);
}

/** Longer spans would leave the calendar when counted from today. */
const longestSpanMs = 36_500 * unitsMs.d;

/** `500ms 90s 5m 2h 1d 1w 2h30m 1.5h` in milliseconds; `null` when it is no such text or longer than 36500d. */
export function parseSpan(text: string): number | null {
  const lower = text.toLowerCase();
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/.test(lower)) return null;
  let sum = 0;
  for (const [, size = '', unit = ''] of lower.matchAll(/([\d.]+)([a-z]+)/g)) {
    sum += Number(size) * (msOfUnit.get(unit) ?? Number.NaN);
  }
  return sum <= longestSpanMs ? toTicksPrecision(sum) : null;
}

export function printSpan(ms: number): string {
  const whole = Math.floor(ms);
  const fraction = Math.round((ms - whole) * 10_000) / 10_000;
  const parts = [
    [Math.floor(whole / unitsMs.d), 'd'],
    [Math.floor(whole / unitsMs.h) % 24, 'h'],
    [Math.floor(whole / unitsMs.m) % 60, 'm'],
    [Math.floor(whole / unitsMs.s) % 60, 's'],
    [(whole % unitsMs.s) + fraction, 'ms'],
  ] as const;
  const text = parts
    .filter(([size]) => size > 0)
    .map(([size, unit]) => `${size}${unit}`)
    .join('');
  return text === '' ? '0s' : text;
}
