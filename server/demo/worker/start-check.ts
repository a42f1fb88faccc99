import { setTimeout as delay } from 'node:timers/promises';
import type { StoredHistory } from './history-store.ts';
import type { InstanceStore, InstanceSummary } from './instance-store.ts';
import type { QueueMessage } from './queue-message.ts';

/** What to do with a message that starts an execution. */
export type StartVerdict = 'run' | 'duplicate' | 'stale' | 'wait';

/** Clients write the row right after the message; most of the time it is there within a few milliseconds. */
const rowLooks = 5;
const rowLookDelayMs = 40;
const maxWaits = 10;

/**
 * Compares a start message with the row its client wrote: a crash between the two, or two clients with the same id,
 * must not start anything twice.
 */
export function judgeStart(start: QueueMessage, row: InstanceSummary | null): StartVerdict {
  const { event, target } = start.message;
  if (row !== null && row.executionId === target.executionId) return 'run';
  if (start.dequeueCount >= maxWaits) return 'stale';
  if (row === null || row.generation !== (event.generation ?? 0)) return 'wait';
  const isLater = row.createdAt !== null && event.timestamp > row.createdAt;
  return isLater && row.runtimeStatus === 'Pending' ? 'stale' : 'wait';
}

export async function checkStart(
  instances: InstanceStore,
  history: StoredHistory,
  start: QueueMessage,
): Promise<StartVerdict> {
  const { event, target } = start.message;
  if (history.executionId === target.executionId) return 'duplicate';
  const current = history.stored.find((stored) => stored.event.type === 'ExecutionStarted');
  // A child that went on as a new execution since: its first start came a second time.
  if (event.parentInstance) return current && current.event.timestamp > event.timestamp ? 'stale' : 'run';
  let verdict: StartVerdict = 'wait';
  for (let look = 0; look < rowLooks; look += 1) {
    verdict = judgeStart(start, await instances.read(target.instanceId));
    if (verdict !== 'wait') break;
    await delay(rowLookDelayMs);
  }
  return verdict;
}
