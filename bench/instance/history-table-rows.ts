import { escapePartitionKey } from '../../server/providers/azure-storage/format/partition-key.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { historyOfShape, type HistoryColumns, type HistoryShape } from '../history-shapes.ts';
import { setTime, type PreloadedRow, type WireColumns } from '../preloaded-azurite.ts';

const executionId = 'abcdef0123456789abcdef0123456789';

function toWireColumns(columns: HistoryColumns): WireColumns {
  const wire: WireColumns = { ExecutionId: executionId };
  for (const [name, value] of Object.entries(columns)) {
    if (typeof value === 'object') setTime(wire, name, value.value);
    else wire[name] = value;
  }
  return wire;
}

function timeOf(columns: HistoryColumns | undefined): Instant {
  const time = columns?._Timestamp;
  if (typeof time !== 'object') throw new TypeError('Every event of a history has a time.');
  return time.value;
}

function nameOf(history: readonly HistoryColumns[]): string {
  const named = history.find(({ Name }) => typeof Name === 'string')?.Name;
  return typeof named === 'string' ? named : '';
}

/** A completed instance with a history of this shape, as the rows of its hub's two tables. */
export function rowsOfInstance(
  hub: string,
  instanceId: string,
  shape: HistoryShape,
): { rows: readonly PreloadedRow[]; events: number } {
  const history = historyOfShape(shape);
  const partitionKey = escapePartitionKey(instanceId);
  const [startedAt, endedAt] = [timeOf(history.at(0)), timeOf(history.at(-1))];
  const historyRow = (rowKey: string, columns: WireColumns, writtenAt: Instant): PreloadedRow => ({
    ...{ table: `${hub}History`, partitionKey, rowKey, writtenAt, columns },
  });
  const instance: WireColumns = {
    Input: '{"seeded":true}',
    Output: '"done"',
    Name: nameOf(history),
    Version: '',
    RuntimeStatus: 'Completed',
    TaskHubName: hub,
    ExecutionId: executionId,
    Generation: 0,
    Tags: 'null',
  };
  setTime(instance, 'CreatedTime', startedAt);
  setTime(instance, 'LastUpdatedTime', endedAt);
  setTime(instance, 'CompletedTime', endedAt);
  const mark: WireColumns = { ExecutionId: executionId, IsCheckpointComplete: true };
  const rows = [
    ...history.map((columns, ordinal) =>
      historyRow(
        ordinal.toString(16).toUpperCase().padStart(16, '0'),
        toWireColumns(columns),
        timeOf(columns),
      ),
    ),
    historyRow('sentinel', mark, endedAt),
    { table: `${hub}Instances`, partitionKey, rowKey: '', writtenAt: endedAt, columns: instance },
  ];
  return { rows, events: history.length };
}
