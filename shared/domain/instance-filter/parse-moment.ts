import { instantToTicks, ticksToInstant, type Instant } from '../instant.ts';
import { isTimeZone, localToInstant } from '../time-zone.ts';
import { parseSpan } from './parse-span.ts';

/** A point in time as written; `until` is where what is written so exactly ends: a day, a minute, a tick. */
export type Moment =
  | { readonly kind: 'instant'; readonly at: Instant; readonly until: Instant }
  | { readonly kind: 'ago'; readonly ms: number };

const absolute =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,7})\d*)?)?)?)?(?:(Z)|([+-])(\d\d):?(\d\d)?|\[([^\]]+)\])?$/i;

const ticksPerMs = 10_000n;

function shift(instant: Instant, ticks: bigint): Instant {
  return ticksToInstant(instantToTicks(instant) + ticks);
}

/** How long what is written lasts, for all that is finer than a day. */
function stepTicks(
  minute: string | undefined,
  second: string | undefined,
  decimals: string | undefined,
): bigint {
  if (minute === undefined) return 3_600_000n * ticksPerMs;
  if (second === undefined) return 60_000n * ticksPerMs;
  return 10n ** BigInt(7 - (decimals?.length ?? 0));
}

function wallTimeOf(match: RegExpExecArray) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const isDay =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  // Four digits have to be enough for both ends of the day in any zone.
  const isYear = year >= 2 && year <= 9998;
  const isClock = hour < 24 && minute < 60 && second < 60;
  return isYear && isDay && isClock ? { year, month, day, hour, minute, second, ms: 0 } : null;
}

function parseAbsolute(text: string, readerZone: string): Moment | null {
  const match = absolute.exec(text);
  const wall = match && wallTimeOf(match);
  if (!match || !wall) return null;
  const [, , , , hour, minute, second, decimals, isUtc, sign, offsetHours, offsetMinutes, named] = match;
  const zone = isUtc !== undefined || sign !== undefined ? 'UTC' : (named ?? readerZone);
  if (named !== undefined && !isTimeZone(named)) return null;
  const offset = BigInt(Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000n * ticksPerMs;
  const toUtc = sign === '-' ? offset : -offset;
  const finer = BigInt((decimals ?? '').padEnd(7, '0'));
  const at = shift(localToInstant(wall, zone), toUtc + finer);
  const until =
    hour === undefined
      ? shift(localToInstant({ ...wall, day: wall.day + 1 }, zone), toUtc)
      : shift(at, stepTicks(minute, second, decimals));
  return { kind: 'instant', at, until };
}

/** `now`, `-2h`, `+10m`, or a date with what is known of the clock and the zone; `zone` is for texts without one. */
export function parseMoment(text: string, zone: string): Moment | null {
  if (/^now$/i.test(text)) return { kind: 'ago', ms: 0 };
  if (!/^[+-]/.test(text)) return parseAbsolute(text, zone);
  const ms = parseSpan(text.slice(1));
  if (ms === null) return null;
  // Zero has no sign: -0 would not equal the 0 of "now".
  return { kind: 'ago', ms: text.startsWith('-') || ms === 0 ? ms : -ms };
}
