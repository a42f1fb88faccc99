import { instantToMs, msToInstant } from '../../../shared/domain/instant.ts';
import type { OrchestrationContext, Task } from '../worker/definitions.ts';

/** What every sample orchestrator returns: it yields tasks and gets back values it has to check. */
export type Orchestration = Generator<Task, unknown, unknown>;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export function timerIn(context: OrchestrationContext, delayMs: number) {
  return context.createTimer(msToInstant(instantToMs(context.now) + delayMs));
}

/** Waits for an event no longer than given; the event's data, or `deadline` when it came too late. */
export function* eventWithin(
  context: OrchestrationContext,
  name: string,
  limitMs: number,
): Generator<Task, { data: unknown } | 'deadline', unknown> {
  const event = context.waitForEvent(name);
  const timer = timerIn(context, limitMs);
  const winner = yield context.any([event, timer]);
  if (winner !== event) return 'deadline';
  // A timer that nobody cancels keeps the instance open until it fires.
  timer.cancel();
  return { data: yield event };
}
