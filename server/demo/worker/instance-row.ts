import type { Instant } from '../../../shared/domain/instant.ts';
import { blobUrl } from '../../providers/azure-storage/format/large-payload.ts';
import type { HistoryEvent } from './history-event.ts';
import type { StoredEvent } from './history-row.ts';

type Cell = string | number | { type: 'DateTime'; value: Instant };
export type InstanceColumns = Readonly<Record<string, Cell>>;

export interface RowContext {
  readonly hub: string;
  readonly containerUrl: string;
  readonly executionId: string;
  /** When the row is written. */
  readonly now: Instant;
}

function time(value: Instant): Cell {
  return { type: 'DateTime', value };
}

/** A value that went to a blob is referred to by its URL; an absent value leaves the column alone. */
function payload(column: string, stored: StoredEvent, source: string, context: RowContext): InstanceColumns {
  const blobName = stored.blobNames[source];
  if (blobName !== undefined) return { [column]: blobUrl(context.containerUrl, blobName) };
  const text = source === 'Input' ? stored.event.input : stored.event.result;
  return text === null || text === undefined ? {} : { [column]: text };
}

function startedColumns(stored: StoredEvent, context: RowContext): InstanceColumns {
  const { event } = stored;
  return {
    Name: event.name ?? '',
    Version: event.version ?? '',
    CreatedTime: time(event.timestamp),
    RuntimeStatus: 'Running',
    Tags: JSON.stringify(event.tags ?? null),
    ...(typeof event.generation === 'number' ? { Generation: event.generation } : {}),
    ...(event.scheduledStartTime ? { ScheduledStartTime: time(event.scheduledStartTime) } : {}),
    ...payload('Input', stored, 'Input', context),
  };
}

function completedColumns(stored: StoredEvent, context: RowContext): InstanceColumns {
  const { orchestrationStatus, failureDetails } = stored.event;
  return {
    RuntimeStatus: orchestrationStatus ?? 'Completed',
    CompletedTime: time(context.now),
    ...(failureDetails
      ? { Output: `${failureDetails.errorType}: ${failureDetails.errorMessage}` }
      : payload('Output', stored, 'Result', context)),
  };
}

function reasonColumns(status: string, event: HistoryEvent): InstanceColumns {
  return {
    RuntimeStatus: status,
    ...(event.reason === null || event.reason === undefined ? {} : { Output: event.reason }),
  };
}

function columnsOfEvent(stored: StoredEvent, context: RowContext): InstanceColumns {
  switch (stored.event.type) {
    case 'ExecutionStarted':
      return startedColumns(stored, context);
    case 'ExecutionCompleted':
      return completedColumns(stored, context);
    case 'ExecutionTerminated':
      return {
        RuntimeStatus: 'Terminated',
        CompletedTime: time(context.now),
        ...payload('Output', stored, 'Input', context),
      };
    case 'ExecutionSuspended':
      return reasonColumns('Suspended', stored.event);
    case 'ExecutionResumed':
      return reasonColumns('Running', stored.event);
    default:
      return {};
  }
}

/** The columns that these events change in the instance's row, in the order in which the engine names them. */
export function instanceColumns(events: readonly StoredEvent[], context: RowContext): InstanceColumns {
  const columns: Record<string, Cell> = {
    ExecutionId: context.executionId,
    LastUpdatedTime: time(events.at(-1)?.event.timestamp ?? context.now),
    TaskHubName: context.hub,
  };
  for (const stored of events) Object.assign(columns, columnsOfEvent(stored, context));
  return columns;
}

/** The status that the events of an execution add up to. */
export function statusOf(events: readonly HistoryEvent[]): string | null {
  let status: string | null = null;
  for (const event of events) {
    if (event.type === 'ExecutionStarted' || event.type === 'ExecutionResumed') status = 'Running';
    if (event.type === 'ExecutionSuspended') status = 'Suspended';
    if (event.type === 'ExecutionCompleted') return event.orchestrationStatus ?? 'Completed';
  }
  return status;
}
