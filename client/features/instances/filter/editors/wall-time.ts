import type { TimeBound, TimeField } from '../../../../../shared/domain/instance-filter/filter-term.ts';
import { msToInstant, type Instant } from '../../../../../shared/domain/instant.ts';
import { localToInstant, partsAt } from '../../../../../shared/domain/time-zone.ts';

function midnight(nowMs: number, daysLater: number, zone: string): Instant {
  const { year, month, day } = partsAt(msToInstant(nowMs), zone);
  return localToInstant({ year, month, day: day + daysLater, hour: 0, minute: 0, second: 0, ms: 0 }, zone);
}

export interface Preset {
  readonly label: string;
  readonly from: TimeBound | null;
  readonly to: TimeBound | null;
}

const hourMs = 3_600_000;

function ago(ms: number, isInclusive = true): TimeBound {
  return { kind: 'ago', ms, isInclusive };
}

function last(label: string, ms: number): Preset {
  return { label, from: ago(ms), to: null };
}

function dayPreset(label: string, daysLater: number, nowMs: number, zone: string): Preset {
  return {
    label,
    from: { kind: 'instant', at: midnight(nowMs, daysLater, zone), isInclusive: true },
    to: { kind: 'instant', at: midnight(nowMs, daysLater + 1, zone), isInclusive: false },
  };
}

/** Times people ask for most; days begin at midnight in the zone. */
export function presetsOf(field: TimeField, nowMs: number, zone: string): readonly Preset[] {
  const days = [dayPreset('Today', 0, nowMs, zone), dayPreset('Yesterday', -1, nowMs, zone)];
  if (field === 'scheduled')
    return [
      { label: 'Overdue', from: null, to: ago(0, false) },
      { label: 'Next hour', from: ago(0), to: ago(-hourMs, false) },
      { label: 'Next 24 h', from: ago(0), to: ago(-24 * hourMs, false) },
      ...days,
      dayPreset('Tomorrow', 1, nowMs, zone),
    ];
  return [
    last('Last 15 min', hourMs / 4),
    last('Last hour', hourMs),
    last('Last 24 h', 24 * hourMs),
    last('Last 7 days', 168 * hourMs),
    ...days,
  ];
}
