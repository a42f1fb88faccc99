import { instantToMs, msToInstant } from '../../shared/domain/instant.ts';
import { localToInstant, partsAt, type WallTime } from '../../shared/domain/time-zone.ts';

export interface TimeTick {
  /** Milliseconds since 1970. */
  readonly ms: number;
  readonly label: string;
}

interface TickQuestion {
  readonly fromMs: number;
  readonly toMs: number;
  /** IANA name or `UTC`: ticks stand at its whole hours and midnights. */
  readonly zone: string;
  readonly maxTicks: number;
}

type Unit = 'ms' | 'day' | 'month';

interface TickStep {
  readonly unit: Unit;
  readonly count: number;
  readonly lengthMs: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30.4 * day;

function stepsOf(unit: Unit, unitMs: number, counts: readonly number[]): TickStep[] {
  return counts.map((count) => ({ unit, count, lengthMs: count * unitMs }));
}

const steps: readonly TickStep[] = [
  ...stepsOf('ms', 1, [1, 2, 5, 10, 20, 50, 100, 200, 500]),
  ...stepsOf(
    'ms',
    1,
    [1, 2, 5, 10, 15, 30].map((count) => count * second),
  ),
  ...stepsOf(
    'ms',
    1,
    [1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ),
  ...stepsOf(
    'ms',
    1,
    [1, 2, 3, 6, 12].map((count) => count * hour),
  ),
  ...stepsOf('day', day, [1, 2, 7, 14]),
  ...stepsOf('month', month, [1, 3, 6, 12, 24, 60, 120, 600]),
];

const longest: TickStep = { unit: 'month', count: 1200, lengthMs: 1200 * month };

const midnight = { hour: 0, minute: 0, second: 0, ms: 0 };

/** The wall time of the `place`-th tick, counted from the last one before `from`. */
function wallOfTick(from: WallTime, { unit, count }: TickStep, place: number): WallTime {
  if (unit === 'month') {
    const months = from.year * 12 + from.month - 1;
    const first = Math.floor(months / count) * count;
    return { ...midnight, year: 0, month: 1 + first + place * count, day: 1 };
  }
  if (unit === 'day') {
    const days = Math.floor(Date.UTC(from.year, from.month - 1, from.day) / day);
    return { ...midnight, year: 1970, month: 1, day: 1 + (Math.floor(days / count) + place) * count };
  }
  const msOfDay = from.hour * hour + from.minute * minute + from.second * second + from.ms;
  return { ...from, ...midnight, ms: (Math.floor(msOfDay / count) + place) * count };
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

function dateLabel(wall: WallTime): string {
  return `${monthNames[wall.month - 1] ?? ''} ${wall.day}`;
}

function timeLabel(wall: WallTime, step: TickStep): string {
  const minutes = `${pad(wall.hour)}:${pad(wall.minute)}`;
  if (step.lengthMs >= minute) return minutes;
  const seconds = `${minutes}:${pad(wall.second)}`;
  return step.lengthMs >= second ? seconds : `${seconds}.${pad(wall.ms, 3)}`;
}

function isMidnight(wall: WallTime): boolean {
  return wall.hour === 0 && wall.minute === 0 && wall.second === 0 && wall.ms === 0;
}

function labelOf(wall: WallTime, step: TickStep, hasDate: boolean): string {
  if (step.unit === 'month')
    return wall.month === 1 ? String(wall.year) : `${monthNames[wall.month - 1] ?? ''} ${wall.year}`;
  if (step.unit === 'day' || (isMidnight(wall) && !hasDate)) return dateLabel(wall);
  return hasDate ? `${dateLabel(wall)} ${timeLabel(wall, step)}` : timeLabel(wall, step);
}

/** Ticks at times people count in, on the clocks of the zone; the first one names its day. */
export function timeTicks({ fromMs, toMs, zone, maxTicks }: TickQuestion): TimeTick[] {
  if (!(toMs > fromMs)) return [];
  const step = steps.find(({ lengthMs }) => (toMs - fromMs) / lengthMs <= maxTicks) ?? longest;
  const from = partsAt(msToInstant(fromMs), zone);
  const ticks: TimeTick[] = [];
  // Summer time makes days an hour longer or shorter: two places more than fit on average.
  const places = Math.ceil((toMs - fromMs) / step.lengthMs) + 2;
  for (let place = 0; place <= places; place += 1) {
    const instant = localToInstant(wallOfTick(from, step, place), zone);
    const ms = instantToMs(instant);
    if (ms < fromMs || ms > toMs || ms <= (ticks.at(-1)?.ms ?? -Infinity)) continue;
    const wall = partsAt(instant, zone);
    const isFirstOfDay = ticks.length === 0 && step.unit === 'ms' && !isMidnight(wall);
    ticks.push({ ms, label: labelOf(wall, step, isFirstOfDay) });
  }
  return ticks;
}
