import type { QueuedMessage } from '../../contract/backlog.ts';
import type { Wait } from '../execution/wait.ts';
import type { DiagnosisFacts } from './facts.ts';

/** Taken this often and put back, a message is not just being worked on. */
const fruitlessTakes = 2;

/** Not known to have run counts: that a message comes back is a sign by itself. */
function mayBeUnknown({ everRan }: DiagnosisFacts, name: string | null): boolean {
  return name !== null && everRan.get(name) !== true;
}

/** The message of an activity that workers take and put back, of a name that nothing shows to have ever run. */
export function messageOfUnknownActivity(
  facts: DiagnosisFacts,
  { kind, name }: Pick<Wait, 'kind' | 'name'>,
): QueuedMessage | null {
  if (kind !== 'activity' || !mayBeUnknown(facts, name)) return null;
  const { instanceId } = facts.instance;
  return (
    facts.workItems?.messages.find(
      (message) =>
        message.instanceId === instanceId &&
        message.eventType === 'TaskScheduled' &&
        message.name === name &&
        message.dequeueCount >= fruitlessTakes,
    ) ?? null
  );
}

/** The start message that workers take and put back, of an orchestrator that nothing shows to have ever run. */
export function messageOfUnknownOrchestrator(facts: DiagnosisFacts): QueuedMessage | null {
  const { instanceId, name } = facts.instance;
  if (!mayBeUnknown(facts, name)) return null;
  return (
    facts.controlQueue?.messages.find(
      (message) =>
        message.instanceId === instanceId &&
        message.eventType === 'ExecutionStarted' &&
        message.dequeueCount >= fruitlessTakes,
    ) ?? null
  );
}
