import type { AlertCondition } from '../../shared/contract/alert-rules.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { localToInstant, partsAt, type WallTime } from '../../shared/domain/time-zone.ts';

type Daily = Extract<Extract<AlertCondition, { kind: 'not-completed' }>['by'], { kind: 'daily' }>;

const midnight = { hour: 0, minute: 0, second: 0, ms: 0 };

function weekDay({ year, month, day }: WallTime): number {
  return ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1;
}

/** The last day whose deadline has passed: when it began and when it was due; `null` = none within a week. */
export function dueDay(
  { time, zone, days }: Daily,
  now: Instant,
): { readonly from: Instant; readonly due: Instant } | null {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const today = partsAt(now, zone);
  for (let back = 0; back <= 7; back++) {
    const day = { ...today, day: today.day - back };
    const due = localToInstant({ ...day, ...midnight, hour, minute }, zone);
    if (due <= now && days.includes(weekDay(day)))
      return { from: localToInstant({ ...day, ...midnight }, zone), due };
  }
  return null;
}
