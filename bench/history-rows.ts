import { escapePartitionKey } from '../server/providers/azure-storage/format/partition-key.ts';
import type { Instant } from '../shared/domain/instant.ts';
import type { HistoryColumns } from './history-writer.ts';
import { setTime, type PreloadedRow, type WireColumns } from './preloaded-azurite.ts';

function toWireColumns(columns: HistoryColumns, executionId: string): WireColumns {
  const wire: WireColumns = { ExecutionId: executionId };
  for (const [name, value] of Object.entries(columns)) {
    if (typeof value === 'object') setTime(wire, name, value.value);
    else wire[name] = value;
  }
  return wire;
}

export function timeOf(columns: HistoryColumns | undefined): Instant {
  const time = columns?._Timestamp;
  if (typeof time !== 'object') throw new TypeError('Every event of a history has a time.');
  return time.value;
}

interface StoredExecution {
  readonly hub: string;
  readonly instanceId: string;
  readonly executionId: string;
}

/** A history as the rows of its table, the one that marks its end included. */
export function historyRows(
  { hub, instanceId, executionId }: StoredExecution,
  history: readonly HistoryColumns[],
): PreloadedRow[] {
  const place = { table: `${hub}History`, partitionKey: escapePartitionKey(instanceId) };
  const rows = history.map((columns, ordinal) => ({
    ...place,
    rowKey: ordinal.toString(16).toUpperCase().padStart(16, '0'),
    writtenAt: timeOf(columns),
    columns: toWireColumns(columns, executionId),
  }));
  const mark: WireColumns = { ExecutionId: executionId, IsCheckpointComplete: true };
  return [...rows, { ...place, rowKey: 'sentinel', writtenAt: timeOf(history.at(-1)), columns: mark }];
}
