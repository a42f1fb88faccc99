import { nearestRank } from '../nearest-rank.ts';
import type { StepTimes } from './timeline-times.ts';

/** How long the finished ones of several steps took. */
export interface Lengths {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Index of the step that took longest. */
  readonly longest: number;
}

/** `null` when none has both a beginning and an end. */
export function lengthsOf(times: readonly StepTimes[], indexes: readonly number[]): Lengths | null {
  const lengths = indexes.flatMap((index) => {
    const { scheduledMs = null, finishedMs = null } = times[index] ?? {};
    if (scheduledMs === null || finishedMs === null) return [];
    return [{ index, ms: Math.max(0, finishedMs - scheduledMs) }];
  });
  lengths.sort((a, b) => a.ms - b.ms);
  const ascending = lengths.map(({ ms }) => ms);
  const at = (share: number) => nearestRank(ascending, share);
  const last = lengths.at(-1);
  if (last === undefined) return null;
  return { count: lengths.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: last.ms, longest: last.index };
}
