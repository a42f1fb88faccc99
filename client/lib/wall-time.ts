import type { Instant } from '../../shared/domain/instant.ts';
import { localToInstant, partsAt } from '../../shared/domain/time-zone.ts';

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** As a date-time field of the browser takes it: the clock on the wall of the zone. */
export function toWallText(instant: Instant, zone: string): string {
  const { year, month, day, hour, minute, second } = partsAt(instant, zone);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
}

/** `null` while the field is not filled in. */
export function fromWallText(text: string, zone: string): Instant | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part || 0));
  return localToInstant({ year, month, day, hour, minute, second, ms: 0 }, zone);
}
