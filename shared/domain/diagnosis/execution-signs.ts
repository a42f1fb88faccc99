import type { QueuedMessage } from '../../contract/backlog.ts';
import type { Step } from '../execution/execution-model.ts';
import type { Wait, WaitKind } from '../execution/wait.ts';
import { elapsedMs, type Instant } from '../instant.ts';
import { isTerminal } from '../runtime-status.ts';
import type { DiagnosisFacts } from './facts.ts';
import { hiddenMs, isOwned, messagesFor, mostPeeked } from './queue-signs.ts';

/** Two polls of an idle queue, and a turn: what takes no longer is how things go. */
export const graceMs = 60_000;

/** `null` when that is not known. */
export function elapsedSince({ now }: DiagnosisFacts, at: Instant | null): number | null {
  return at === null ? null : elapsedMs(at, now);
}

export function isLongerThan(facts: DiagnosisFacts, at: Instant | null, ms: number): boolean {
  const elapsed = elapsedSince(facts, at);
  return elapsed !== null && elapsed > ms;
}

/** It has not ended, and is no entity: those stay running for ever. */
export function isUnfinishedOrchestration({ instance }: DiagnosisFacts): boolean {
  return instance.kind === 'orchestration' && !isTerminal(instance.runtimeStatus);
}

/** The row and the history are of the same run, as far as both say. */
export function isSameRun({ instance, history }: DiagnosisFacts): boolean {
  const [ofRow, ofHistory] = [instance.executionId, history?.executionId ?? null];
  return ofRow === null || ofHistory === null || ofRow === ofHistory;
}

export function waitsOfKind({ waits }: DiagnosisFacts, kind: WaitKind): readonly Wait[] {
  return waits.filter((wait) => wait.kind === kind);
}

export function stepOf({ model }: DiagnosisFacts, stepId: string | null): Step | null {
  return stepId === null ? null : (model.steps[model.stepOfRow.get(stepId) ?? -1] ?? null);
}

/** The row by which the last attempt of a step was asked for. */
export function askedKey(step: Step | null): string | null {
  return step?.attempts.at(-1)?.scheduledKey ?? step?.id ?? null;
}

export function ownMessages(
  { controlQueue, instance }: DiagnosisFacts,
  eventType: string,
): readonly QueuedMessage[] {
  return messagesFor(controlQueue, instance.instanceId).filter((message) => message.eventType === eventType);
}

/**
 * Whether a message for the instance can still come: `none` = its queue holds no message at all, `hidden` = all visible
 * ones are seen and none is for it, but others are hidden, `unknown` = not all were seen.
 */
export function messagesLeft({
  controlQueue,
  instance,
}: DiagnosisFacts): 'none' | 'hidden' | 'visible' | 'unknown' {
  if (controlQueue === null) return 'unknown';
  if (controlQueue.depth === 0) return 'none';
  if (messagesFor(controlQueue, instance.instanceId).length > 0) return 'visible';
  return controlQueue.messages.length < mostPeeked ? 'hidden' : 'unknown';
}

/**
 * How sure it is that a message that was due then, and did not take effect, is gone for good. `null` = it may well be on
 * its way. Without a worker nothing takes effect, so nothing follows.
 */
export function lostSince(facts: DiagnosisFacts, dueAt: Instant | null): 'certain' | 'likely' | null {
  if (!isOwned(facts) || !isLongerThan(facts, dueAt, graceMs * 2)) return null;
  const left = messagesLeft(facts);
  const isLong = isLongerThan(facts, dueAt, hiddenMs);
  if (left === 'none') return isLong ? 'certain' : 'likely';
  return left === 'hidden' && isLong ? 'likely' : null;
}
