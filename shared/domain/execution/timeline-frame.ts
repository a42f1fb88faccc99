import { idleGaps, leastShare } from './timeline-gaps.ts';
import { makeScale, totalMs, type TimeScale } from './timeline-scale.ts';
import type { Stretch, Timeline } from './timeline-times.ts';

/** A timeline without length could not be drawn. */
const shortestMs = 1;
/** Of one that runs, the end moves in steps: bars stand still while the line of the present moves. */
const growth = 1.1;
/** What is due lies ahead; uncut, it may take this much of what has passed, so that history stays readable. */
const futureShare = 0.5;
/** What is silent up to now may go on any moment, and the picture would jump. */
const leastSilenceMs = 30_000;
const leastSilenceShare = 0.5;

interface FrameQuestion {
  /** `null` for one that does not run. */
  readonly nowMs: number | null;
  /** Long gaps without an event are cut out. */
  readonly isCut: boolean;
}

function latestDueMs({ model, times }: Timeline): number {
  let latest = -Infinity;
  for (const [index, { dueMs }] of times.entries()) {
    if (dueMs !== null && model.steps[index]?.state === 'open') latest = Math.max(latest, dueMs);
  }
  return latest;
}

function steppedMs(elapsedMs: number): number {
  const steps = Math.ceil(Math.log(Math.max(shortestMs, elapsedMs * 1.02)) / Math.log(growth));
  return growth ** steps;
}

function isLasting(gap: Stretch, past: Stretch): boolean {
  if (gap.toMs < past.toMs) return true;
  const silenceMs = gap.toMs - gap.fromMs;
  return silenceMs > leastSilenceMs && silenceMs > leastSilenceShare * (past.toMs - past.fromMs);
}

function runningFrame(timeline: Timeline, past: Stretch, isCut: boolean): TimeScale {
  const gaps = isCut ? idleGaps(timeline, past).filter((gap) => isLasting(gap, past)) : [];
  const elapsedMs = past.toMs - past.fromMs;
  const cutMs = totalMs(gaps);
  const restMs = elapsedMs - cutMs;
  const endMs = past.fromMs + cutMs + steppedMs(restMs);
  const dueMs = latestDueMs(timeline);
  if (dueMs <= endMs) return makeScale({ fromMs: past.fromMs, toMs: endMs }, gaps);
  if (!isCut) {
    const farthestMs = endMs + elapsedMs * futureShare;
    return makeScale({ fromMs: past.fromMs, toMs: Math.min(dueMs, farthestMs) }, []);
  }
  const isFar = dueMs - endMs > leastShare * (restMs + dueMs - past.toMs);
  const toMs = dueMs + (steppedMs(restMs) - restMs) / 2;
  return makeScale({ fromMs: past.fromMs, toMs }, isFar ? [...gaps, { fromMs: endMs, toMs: dueMs }] : gaps);
}

/** Everything there is to see of a timeline; `null` = no row has a time. */
export function frameOf(timeline: Timeline, { nowMs, isCut }: FrameQuestion): TimeScale | null {
  const { firstMs, lastMs } = timeline;
  if (firstMs === null || lastMs === null) return null;
  if (nowMs !== null)
    return runningFrame(timeline, { fromMs: firstMs, toMs: Math.max(nowMs, lastMs) }, isCut);
  const whole = { fromMs: firstMs, toMs: Math.max(lastMs, firstMs + shortestMs) };
  return makeScale(whole, isCut ? idleGaps(timeline, whole) : []);
}
