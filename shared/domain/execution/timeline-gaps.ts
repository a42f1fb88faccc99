import { instantToMs, type Instant } from '../instant.ts';
import type { Step, StepKind } from './execution-model.ts';
import type { Stretch, StepTimes, Timeline } from './timeline-times.ts';

/** A gap is worth cutting out when it takes this share of the whole. */
export const leastShare = 0.2;

/** Somebody worked while these went on; a timer or an event that is waited for is idleness itself. */
const busyKinds: ReadonlySet<StepKind> = new Set([
  'activity',
  'sub-orchestration',
  'entity-call',
  'entity-lock',
]);

function toMs(instant: Instant | null): number | null {
  return instant === null ? null : instantToMs(instant);
}

/** From beginning to end where work went on in between, and only these two moments where not. */
function busyBetween(isWork: boolean, fromMs: number | null, untilMs: number | null): Stretch[] {
  const moments = [fromMs, untilMs].flatMap((ms) => (ms === null ? [] : [{ fromMs: ms, toMs: ms }]));
  if (!isWork || fromMs === null || untilMs === null) return moments;
  return [{ fromMs, toMs: Math.max(fromMs, untilMs) }];
}

/** A step without an end may be lost as well as at work: only its beginning is known to be busy. */
function busyOfStep(step: Step, { scheduledMs, finishedMs, takenInMs }: StepTimes): Stretch[] {
  const isWork = busyKinds.has(step.kind);
  const tries =
    step.attempts.length > 1
      ? step.attempts.flatMap((one) => busyBetween(isWork, toMs(one.scheduledAt), toMs(one.finishedAt)))
      : busyBetween(isWork, scheduledMs, finishedMs);
  return [...tries, ...busyBetween(false, null, takenInMs)];
}

function busyStretches({ model, times, turns }: Timeline): Stretch[] {
  const steps = model.steps.flatMap((step, index) => {
    const stepTimes = times[index];
    return stepTimes === undefined ? [] : busyOfStep(step, stepTimes);
  });
  const marks = model.marks.flatMap(({ at }) => busyBetween(false, toMs(at), null));
  return [...steps, ...marks, ...turns].sort((a, b) => a.fromMs - b.fromMs);
}

/** Where nothing happened for a large part of the whole, in order. The last one may reach to the end of the whole. */
export function idleGaps(timeline: Timeline, whole: Stretch): Stretch[] {
  const leastMs = (whole.toMs - whole.fromMs) * leastShare;
  const gaps: Stretch[] = [];
  let idleFromMs = whole.fromMs;
  const close = (untilMs: number): void => {
    if (untilMs - idleFromMs > leastMs) gaps.push({ fromMs: idleFromMs, toMs: untilMs });
  };
  for (const busy of busyStretches(timeline)) {
    if (busy.fromMs > whole.toMs) break;
    close(busy.fromMs);
    idleFromMs = Math.max(idleFromMs, busy.toMs);
  }
  close(whole.toMs);
  return gaps;
}
