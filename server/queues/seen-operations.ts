import type { QueuedMessage } from '../../shared/contract/backlog.ts';
import { kindOf } from '../../shared/domain/instance-id.ts';
import type { SeenOperations } from '../../shared/domain/scaling/performance-targets.ts';
import { arrivedBetween, flowOf, pairsOf, type QueueLook } from './queue-flow.ts';

const responseTypes: ReadonlySet<string | null> = new Set([
  'TaskCompleted',
  'TaskFailed',
  'SubOrchestrationInstanceCompleted',
  'SubOrchestrationInstanceFailed',
]);

function isForEntity({ instanceId }: QueuedMessage): boolean {
  return instanceId !== null && kindOf(instanceId) === 'entity';
}

function isResponse(message: QueuedMessage): boolean {
  return responseTypes.has(message.eventType) && !isForEntity(message);
}

function isEvent(message: QueuedMessage): boolean {
  return message.eventType === 'EventRaised' && !isForEntity(message);
}

function isOperation(message: QueuedMessage): boolean {
  return message.eventType === 'EventRaised' && isForEntity(message);
}

/** What was seen to be done in a hub between the first look and the last; `null` = there are no two looks. */
export function seenOperations(
  controlQueues: readonly (readonly QueueLook[])[],
  workItems: readonly QueueLook[],
): SeenOperations | null {
  const activities = flowOf(workItems);
  if (activities === null) return null;
  const arrived = controlQueues.flatMap((looks) =>
    pairsOf(looks).flatMap(([before, after]) => arrivedBetween(before, after)),
  );
  return {
    overMs: activities.overMs,
    activities: activities.left,
    responses: arrived.filter(isResponse).length,
    events: arrived.filter(isEvent).length,
    entityOperations: arrived.filter(isOperation).length,
  };
}
