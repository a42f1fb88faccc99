import { instantToMs, type Instant } from '../../shared/domain/instant.ts';

export type TimeZone = 'utc' | 'local';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

interface Clock {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

function offsetText(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function clockAt(instant: Instant, timeZone: TimeZone): Clock {
  if (timeZone === 'utc') return { date: instant.slice(0, 10), time: instant.slice(11, 19), zone: 'UTC' };
  const date = new Date(Math.floor(instantToMs(instant)));
  return {
    date: `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`,
    time: `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`,
    zone: offsetText(date),
  };
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
