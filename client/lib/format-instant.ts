import { instantToMs, type Instant } from '../../shared/domain/instant.ts';
import { offsetMsAt } from '../../shared/domain/time-zone.ts';

/** A name of the time zone database. */
export type TimeZone = string;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

interface Clock {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

function offsetText(offsetMs: number): string {
  const minutes = Math.abs(Math.trunc(offsetMs / minute));
  return `${offsetMs < 0 ? '−' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function clockAt(instant: Instant, timeZone: TimeZone): Clock {
  if (timeZone === 'UTC') return { date: instant.slice(0, 10), time: instant.slice(11, 19), zone: 'UTC' };
  const epochMs = Math.floor(instantToMs(instant));
  const offsetMs = offsetMsAt(epochMs, timeZone);
  const shown = new Date(epochMs + offsetMs).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 19), zone: offsetText(offsetMs) };
}

/** `+01:00`, or `UTC`. */
export function formatOffset(instant: Instant, timeZone: TimeZone): string {
  return clockAt(instant, timeZone).zone;
}

/** Date, time with milliseconds and zone: enough to find the line in a log. */
export function formatAbsolute(instant: Instant, timeZone: TimeZone): string {
  const { date, time, zone } = clockAt(instant, timeZone);
  return `${date} ${time}.${instant.slice(20, 23)} ${zone}`;
}

/** All seven decimals. */
export function formatExact(instant: Instant, timeZone: TimeZone): string {
  const { date, time, zone } = clockAt(instant, timeZone);
  return `${date} ${time}.${instant.slice(20, 27)} ${zone}`;
}

/** For tables: to the second, without the zone the header already names. */
export function formatCompact(instant: Instant, timeZone: TimeZone): string {
  const { date, time } = clockAt(instant, timeZone);
  return `${date} ${time}`;
}

function largestUnit(sizeMs: number): string {
  if (sizeMs < minute) return `${Math.floor(sizeMs / second)} s`;
  if (sizeMs < hour) return `${Math.floor(sizeMs / minute)} min`;
  if (sizeMs < day) return `${Math.floor(sizeMs / hour)} h`;
  return `${Math.floor(sizeMs / day)} d`;
}

export function formatRelative(instant: Instant, nowMs: number): string {
  const agoMs = nowMs - instantToMs(instant);
  // Clocks of storage and browser differ a little; a row from the near future is a row from just now.
  if (Math.abs(agoMs) < 5 * second) return 'just now';
  return agoMs > 0 ? `${largestUnit(agoMs)} ago` : `in ${largestUnit(-agoMs)}`;
}
