import type { HistoryEvent } from '../../contract/history.ts';
import type { InstanceDetail } from '../../contract/instance-detail.ts';
import { parseEntityId } from '../instance-id.ts';
import type { Instant } from '../instant.ts';
import { toRuntimeStatus, type RuntimeStatus } from '../runtime-status.ts';

const beginning: Instant = '0001-01-01T00:00:00.0000000Z';

function statusOf(events: readonly HistoryEvent[]): RuntimeStatus {
  const end = events.findLast(({ eventType }) => eventType === 'ExecutionCompleted');
  if (end !== undefined) return toRuntimeStatus(end.orchestrationStatus ?? 'Completed');
  const last = events.findLast(({ eventType }) =>
    ['ExecutionSuspended', 'ExecutionResumed'].includes(eventType),
  );
  if (last?.eventType === 'ExecutionSuspended') return 'Suspended';
  return events.length === 0 ? 'Pending' : 'Running';
}

/** The row of an instance as its history tells it; `known` = what the file says of the row itself. */
export function importedInstance(
  instanceId: string,
  executionId: string | null,
  events: readonly HistoryEvent[],
  known: Partial<InstanceDetail> = {},
): InstanceDetail {
  const started = events.find(({ eventType }) => eventType === 'ExecutionStarted');
  const end = events.findLast(({ eventType }) => eventType === 'ExecutionCompleted');
  const entity = parseEntityId(instanceId);
  const lastAt = events.at(-1)?.timestamp ?? null;
  return {
    instanceId,
    kind: entity === null ? 'orchestration' : 'entity',
    name: entity?.name ?? started?.name ?? null,
    version: started?.version ?? null,
    runtimeStatus: statusOf(events),
    createdAt: started?.timestamp ?? null,
    lastUpdatedAt: lastAt,
    completedAt: end?.timestamp ?? null,
    scheduledStartAt: started?.scheduledStartAt ?? null,
    executionId,
    generation: started?.generation ?? null,
    customStatus: null,
    tags: started?.tags ?? null,
    partition: null,
    entity: null,
    failure: null,
    parentInstanceId: started?.parent?.instanceId ?? null,
    parentExecutionId: started?.parent?.executionId ?? null,
    rowVersion: lastAt ?? beginning,
    problems: [],
    input: started?.payloads.Input ?? null,
    output: end?.payloads.Result ?? end?.payloads.FailureDetails ?? null,
    customStatusPayload: null,
    taskHubName: null,
    controlQueue: null,
    ...known,
  };
}
