import type { ThroughputSeries } from '../../../shared/contract/throughput.ts';
import { instantToMs } from '../../../shared/domain/instant.ts';
import type { TimeWindow } from '../../lib/time-window.ts';
import type { Throughput } from './throughput-queries.ts';

export type StepCounts = ThroughputSeries['steps'][number];

export interface ChartStep extends TimeWindow {
  readonly place: number;
  /** `null` = nothing is known: before the oldest instance or after now. */
  readonly counts: StepCounts | null;
  /** It has not ended yet. */
  readonly isPartial: boolean;
}

type Frame = Pick<Throughput, 'from' | 'to' | 'stepMs' | 'oldest'>;

/** Steps the hub is too young for; the answer leaves them out, as it does those after now. */
function unknownBefore({ from, stepMs, oldest }: Frame, missing: number): number {
  if (oldest === null || oldest <= from) return 0;
  return Math.min(missing, Math.floor((instantToMs(oldest) - instantToMs(from)) / stepMs));
}

/** Every step of the window in its place, with or without counts. */
export function placeSteps(frame: Frame, steps: readonly StepCounts[], nowMs: number): ChartStep[] {
  const startMs = instantToMs(frame.from);
  const count = Math.max(steps.length, Math.round((instantToMs(frame.to) - startMs) / frame.stepMs));
  const first = unknownBefore(frame, count - steps.length);
  return Array.from({ length: count }, (_, place) => {
    const fromMs = startMs + place * frame.stepMs;
    const toMs = fromMs + frame.stepMs;
    return {
      place,
      fromMs,
      toMs,
      counts: steps[place - first] ?? null,
      isPartial: fromMs < nowMs && nowMs < toMs,
    };
  });
}

/** The time that the steps take. */
export function windowOfSteps(steps: readonly ChartStep[]): TimeWindow {
  return { fromMs: steps.at(0)?.fromMs ?? 0, toMs: steps.at(-1)?.toMs ?? 0 };
}
