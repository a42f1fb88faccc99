import { instantToMs } from '../instant.ts';
import type { Attempt, Step, StepState } from './execution-model.ts';
import type { Stretch, StepTimes } from './timeline-times.ts';

/**
 * `run` = between being asked for and its result; of a lock, while it was held. `queue` = asked for and not begun, or
 * not granted. `open` = no end up to now. `delay` = between two attempts. `timer` = up to when it fired or is due.
 * `untaken` = the result lay there until the orchestrator looked. `moment` = no length, or no second time to draw one.
 */
type SegmentKind = 'run' | 'queue' | 'open' | 'delay' | 'timer' | 'untaken' | 'moment';

export interface Segment extends Stretch {
  readonly kind: SegmentKind;
  readonly state: StepState;
}

/** What bounds a step that has no end of its own. */
export interface SegmentLimits {
  readonly nowMs: number;
  /** When the execution ended; `null` while it runs. */
  readonly endMs: number | null;
}

/** A shorter wait for the orchestrator is the engine's usual pace. */
const leastUntakenMs = 1;

const momentKinds: ReadonlySet<Step['kind']> = new Set(['event-sent', 'continue-as-new']);

function segment(kind: SegmentKind, state: StepState, fromMs: number, toMs: number): Segment {
  return { kind, state, fromMs, toMs: Math.max(fromMs, toMs) };
}

function timerSegments({ state }: Step, times: StepTimes, { nowMs, endMs }: SegmentLimits): Segment[] {
  const { scheduledMs, finishedMs, dueMs } = times;
  const fromMs = scheduledMs ?? finishedMs ?? dueMs;
  if (fromMs === null) return [];
  if (finishedMs !== null)
    return [segment('timer', state, fromMs, finishedMs), segment('moment', state, finishedMs, finishedMs)];
  const untilMs = dueMs ?? fromMs;
  if (state !== 'open') return [segment('timer', state, fromMs, Math.min(untilMs, endMs ?? untilMs))];
  const bar = segment('timer', state, fromMs, untilMs);
  return nowMs > untilMs ? [bar, segment('open', state, untilMs, nowMs)] : [bar];
}

/** Asked for, granted, released; a lock that is granted and not released is held up to now. */
function lockSegments({ state }: Step, times: StepTimes, { nowMs, endMs }: SegmentLimits): Segment[] {
  const { scheduledMs, startedMs, finishedMs } = times;
  const fromMs = scheduledMs ?? startedMs ?? finishedMs;
  if (fromMs === null) return [];
  const grantedMs = startedMs ?? finishedMs;
  if (grantedMs === null) {
    const isWaiting = state === 'open' || (state === 'abandoned' && endMs !== null);
    return [segment(isWaiting ? 'open' : 'moment', state, fromMs, isWaiting ? (endMs ?? nowMs) : fromMs)];
  }
  const queue = grantedMs > fromMs ? [segment('queue', state, fromMs, grantedMs)] : [];
  if (finishedMs !== null) return [...queue, segment('run', state, grantedMs, finishedMs)];
  return [...queue, segment('open', state, grantedMs, endMs ?? nowMs)];
}

/** Between being asked for and its end, by what is known of both. */
function tryStretch(state: StepState, bounds: (number | null)[], limits: SegmentLimits): Segment[] {
  const [scheduledMs = null, startedMs = null, finishedMs = null] = bounds;
  const fromMs = scheduledMs ?? startedMs;
  if (fromMs === null) return finishedMs === null ? [] : [segment('moment', state, finishedMs, finishedMs)];
  const queue = startedMs !== null && startedMs > fromMs ? [segment('queue', state, fromMs, startedMs)] : [];
  const beganMs = Math.max(fromMs, startedMs ?? fromMs);
  if (finishedMs !== null) return [...queue, segment('run', state, beganMs, finishedMs)];
  if (state === 'open') return [...queue, segment('open', state, beganMs, limits.nowMs)];
  if (state === 'abandoned' && limits.endMs !== null)
    return [...queue, segment('open', state, beganMs, limits.endMs)];
  return [...queue, segment('moment', state, beganMs, beganMs)];
}

function delaySegments(before: Attempt | undefined, attempt: Attempt, limits: SegmentLimits): Segment[] {
  if (before?.finishedAt == null || attempt.delayMs === null) return [];
  const fromMs = instantToMs(before.finishedAt);
  const dueMs = fromMs + attempt.delayMs;
  const toMs = attempt.scheduledAt === null ? dueMs : instantToMs(attempt.scheduledAt);
  return [segment('delay', attempt.state, fromMs, Math.min(toMs, limits.endMs ?? toMs))];
}

function attemptSegments(step: Step, startedMs: number | null, limits: SegmentLimits): Segment[] {
  return step.attempts.flatMap((attempt, index) => {
    const scheduledMs = attempt.scheduledAt === null ? null : instantToMs(attempt.scheduledAt);
    const finishedMs = attempt.finishedAt === null ? null : instantToMs(attempt.finishedAt);
    const isLast = index === step.attempts.length - 1;
    const bounds = [scheduledMs, isLast && startedMs !== null ? startedMs : null, finishedMs];
    return [
      ...delaySegments(step.attempts[index - 1], attempt, limits),
      ...tryStretch(attempt.state, bounds, limits),
    ];
  });
}

function untakenSegments(step: Step, { finishedMs, takenInMs }: StepTimes): Segment[] {
  if (finishedMs === null || takenInMs === null || takenInMs - finishedMs < leastUntakenMs) return [];
  return [segment('untaken', step.state, finishedMs, takenInMs)];
}

/** What to draw of a step, in order of time; empty when it has no time at all. */
export function segmentsOf(step: Step, times: StepTimes, limits: SegmentLimits): Segment[] {
  const { scheduledMs, startedMs, finishedMs, dueMs } = times;
  if (step.kind === 'timer') return timerSegments(step, times, limits);
  if (step.kind === 'entity-lock') return lockSegments(step, times, limits);
  if (momentKinds.has(step.kind) || step.kind === 'entity-signal') {
    const atMs = scheduledMs ?? finishedMs;
    if (atMs === null) return [];
    const wait = dueMs !== null && dueMs > atMs ? [segment('timer', step.state, atMs, dueMs)] : [];
    return [segment('moment', step.state, atMs, atMs), ...wait];
  }
  const tries =
    step.attempts.length > 1
      ? attemptSegments(step, startedMs, limits)
      : tryStretch(step.state, [scheduledMs, startedMs, finishedMs], limits);
  return [...tries, ...untakenSegments(step, times)];
}

/**
 * Neighbours of the same look that are drawn closer than `leastMs` become one, so that a thousand attempts take as few
 * marks as there is room for.
 */
export function mergeSegments(segments: readonly Segment[], leastMs: number): Segment[] {
  const merged: Segment[] = [];
  const lastOf = new Map<string, number>();
  for (const next of segments) {
    const look = `${next.kind} ${next.state}`;
    const place = lastOf.get(look);
    const before = place === undefined ? undefined : merged[place];
    if (place !== undefined && before !== undefined && next.fromMs - before.toMs < leastMs) {
      merged[place] = { ...before, toMs: Math.max(before.toMs, next.toMs) };
      continue;
    }
    lastOf.set(look, merged.length);
    merged.push(next);
  }
  return merged;
}
