import type { TableEntity } from '@azure/data-tables';
import type { Instant } from '../../shared/domain/instant.ts';
import { at } from '../../shared/testing/instances.ts';
import { makeStoredRow } from './stored-row.ts';
import type { StorageHub } from './storage-hub.ts';

/** A history row as an engine writes it, without the columns that all rows have. */
export type WrittenEvent = Readonly<Record<string, unknown>> & { readonly EventType: string };

const executionId = 'first';

function dateTime(value: Instant) {
  return { type: 'DateTime', value } as const;
}

function toRow(partitionKey: string, event: WrittenEvent, ordinal: number): TableEntity {
  const rowKey = ordinal.toString(16).toUpperCase().padStart(16, '0');
  const common = { EventId: -1, ExecutionId: executionId, _Timestamp: dateTime(at(ordinal / 10)) };
  return { partitionKey, rowKey, ...common, ...event };
}

/** One turn: what comes in, then what is asked for. */
export function writtenTurn(...events: readonly WrittenEvent[]): WrittenEvent[] {
  return [{ EventType: 'OrchestratorStarted' }, ...events, { EventType: 'OrchestratorCompleted' }];
}

export const started: WrittenEvent = { EventType: 'ExecutionStarted', Name: 'Order', Version: '' };

/** Puts row and history of an instance into storage; the id needs no escaping. Its first event is of the test epoch. */
export async function writeExecution(
  { instances, history }: StorageHub,
  instanceId: string,
  events: readonly WrittenEvent[],
  row: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const times = { CreatedTime: dateTime(at(0)), LastUpdatedTime: dateTime(at(events.length / 10)) };
  await instances.upsertEntity({ ...makeStoredRow(instanceId, 'Running'), ...times, ...row }, 'Replace');
  if (events.length === 0) return;
  const mark = { partitionKey: instanceId, rowKey: 'sentinel', ExecutionId: executionId };
  await history.submitTransaction([
    ...events.map((event, ordinal) => ['upsert', toRow(instanceId, event, ordinal), 'Replace'] as const),
    ['upsert', { ...mark, IsCheckpointComplete: true }, 'Replace'] as const,
  ] as Parameters<typeof history.submitTransaction>[0]);
}
