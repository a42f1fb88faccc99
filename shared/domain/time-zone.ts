import type { Instant } from './instant.ts';

/** What a clock and a calendar on the wall say. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

const dayMs = 86_400_000;

// Making a format costs a hundred times what using it does, and lists write hundreds of times.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

export function isTimeZone(name: string): boolean {
  // Some engines take bare offsets too, which would not be the same everywhere.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

function wallMs(wall: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, wall.ms);
  return date.getTime();
}

function readOffsetMs(epochMs: number, zone: string): number {
  const seconds = Math.floor(epochMs / 1000) * 1000;
  const numbers: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(seconds)) numbers[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = numbers;
  return wallMs({ year, month, day, hour, minute, second, ms: 0 }) - seconds;
}

// Asking Intl takes as long as drawing a cell, so what it says about midnights is kept.
const midnightOffsets = new Map<string, Map<number, number>>();
const mostMidnights = 5_000;

function offsetAtMidnight(day: number, zone: string): number {
  const known = midnightOffsets.get(zone) ?? new Map<number, number>();
  const offset = known.get(day) ?? readOffsetMs(day * dayMs, zone);
  if (known.size >= mostMidnights) known.clear();
  midnightOffsets.set(zone, known.set(day, offset));
  return offset;
}

/** How far the clocks of the zone are ahead of UTC at that moment. */
export function offsetMsAt(epochMs: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const day = Math.floor(epochMs / dayMs);
  const offset = offsetAtMidnight(day, zone);
  // No zone changes its clocks twice within a day.
  return offset === offsetAtMidnight(day + 1, zone) ? offset : readOffsetMs(epochMs, zone);
}

/** Of the instant to the millisecond; what is finer is the same in every zone. */
export function partsAt(instant: Instant, zone: string): WallTime {
  const epochMs = Date.parse(`${instant.slice(0, 23)}Z`);
  const wall = new Date(epochMs + offsetMsAt(epochMs, zone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    ms: wall.getUTCMilliseconds(),
  };
}

/**
 * Parts beyond their range run over into the next ones. A time that clocks set back show twice is the earlier of the
 * two; one that clocks set forward skip is as far after the gap as it is behind its begin.
 */
export function localToInstant(wall: WallTime, zone: string): Instant {
  const shown = wallMs(wall);
  const before = offsetMsAt(shown - dayMs, zone);
  const after = offsetMsAt(shown + dayMs, zone);
  const earlier = shown - before;
  const later = shown - after;
  const isLater = offsetMsAt(earlier, zone) !== before && offsetMsAt(later, zone) === after;
  return `${new Date(isLater ? later : earlier).toISOString().slice(0, 23)}0000Z`;
}
