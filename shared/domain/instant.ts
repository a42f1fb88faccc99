/**
 * An instant is an ISO 8601 UTC text with exactly seven decimals (100 ns), as the Table service writes Edm.DateTime.
 * Equal instants are equal texts and text order is time order. Ticks are 100 ns since 1970.
 */
export type Instant = string;

const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7})\d*)?(?:Z|\+00:00)$/;

const msOf400Years = 146_097 * 86_400_000;
const firstYear = '0001';
const ticksPerMinute = 600_000_000n;

/** Any ISO UTC text to an instant; `null` when it is no such text. Digits after the seventh are dropped. */
export function toInstant(text: unknown): Instant | null {
  if (typeof text !== 'string') return null;
  const match = pattern.exec(text);
  if (!match?.[1] || Number.isNaN(Date.parse(`${match[1]}Z`))) return null;
  return `${match[1]}.${(match[2] ?? '').padEnd(7, '0')}Z`;
}

const otherZone = /^(.+)([+-])(0\d|1[0-4]):([0-5]\d)$/;

/** As `toInstant`, for times that apps have set: those of another zone are converted, those of none mean UTC. */
export function toInstantOfAnyZone(text: unknown): Instant | null {
  if (typeof text !== 'string') return null;
  const [, local = '', sign = '', hours = '', minutes = ''] = otherZone.exec(text) ?? [];
  if (local === '') return toInstant(text) ?? toInstant(`${text}Z`);
  const instant = toInstant(`${local}Z`);
  if (instant === null) return null;
  const aheadTicks = BigInt(Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes))) * ticksPerMinute;
  const shifted = toInstant(ticksToInstant(instantToTicks(instant) - aheadTicks));
  return shifted === null || shifted < firstYear ? null : shifted;
}

/** The whole number written at a place of a text. */
function digitsAt(text: string, start: number, end: number): number {
  let number = 0;
  for (let i = start; i < end; i++) number = number * 10 + text.charCodeAt(i) - 48;
  return number;
}

/** Several of these are in each of a million rows: reading the digits takes a fraction of what `Date.parse` does. */
export function instantToTicks(instant: Instant): bigint {
  // Borders reckoned back from the first years have a sign and six digits.
  if (instant.startsWith('-')) {
    return BigInt(Date.parse(`${instant.slice(0, 19)}Z`)) * 10_000n + BigInt(instant.slice(20, 27));
  }
  const year = digitsAt(instant, 0, 4);
  // Years below 100 would be taken for those of the last century: 400 years are always as long.
  const ms =
    Date.UTC(
      year + 400,
      digitsAt(instant, 5, 7) - 1,
      digitsAt(instant, 8, 10),
      digitsAt(instant, 11, 13),
      digitsAt(instant, 14, 16),
      digitsAt(instant, 17, 19),
    ) - msOf400Years;
  return BigInt(ms) * 10_000n + BigInt(digitsAt(instant, 20, 27));
}

export function ticksToInstant(ticks: bigint): Instant {
  const fraction = ((ticks % 10_000_000n) + 10_000_000n) % 10_000_000n;
  const seconds = Number((ticks - fraction) / 10_000_000n);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction.toString().padStart(7, '0')}Z`;
}

/** Milliseconds since 1970, with a fraction. */
export function instantToMs(instant: Instant): number {
  return Number(instantToTicks(instant)) / 10_000;
}

export function msToInstant(ms: number): Instant {
  return ticksToInstant(BigInt(Math.round(ms * 10_000)));
}

export function elapsedMs(from: Instant, to: Instant): number {
  return Number(instantToTicks(to) - instantToTicks(from)) / 10_000;
}

/** The shortest text the engine's own serialiser writes: trailing zeros of the fraction are dropped. */
export function toShortIso(instant: Instant): string {
  return instant.replace(/\.?0*Z$/, 'Z');
}
