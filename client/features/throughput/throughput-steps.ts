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

interface Frame extends Pick<Throughput, 'from' | 'to' | 'stepMs'> {
  /** The window as it was asked for: the answer begins later when the hub is younger. */
  readonly asked: TimeWindow;
}

/** Every step of the window in its place, with or without counts. */
export function placeSteps(frame: Frame, steps: readonly StepCounts[], nowMs: number): ChartStep[] {
  const { stepMs, asked } = frame;
  const knownMs = instantToMs(frame.from);
  const unknown = Math.max(0, Math.ceil((knownMs - asked.fromMs) / stepMs));
  const startMs = knownMs - unknown * stepMs;
  const count = Math.max(unknown + steps.length, Math.round((instantToMs(frame.to) - startMs) / stepMs));
  return Array.from({ length: count }, (_, place) => {
    const fromMs = startMs + place * stepMs;
    const toMs = fromMs + stepMs;
    const counts = steps[place - unknown] ?? null;
    return { place, fromMs, toMs, counts, isPartial: counts !== null && nowMs < toMs };
  });
}

/** The time that the steps take. */
export function windowOfSteps(steps: readonly ChartStep[]): TimeWindow {
  return { fromMs: steps.at(0)?.fromMs ?? 0, toMs: steps.at(-1)?.toMs ?? 0 };
}
