import { escapePartitionKey } from '../../server/providers/azure-storage/format/partition-key.ts';
import { historyRows, timeOf } from '../history-rows.ts';
import { historyOfShape, type HistoryShape } from '../history-shapes.ts';
import type { HistoryColumns } from '../history-writer.ts';
import { setTime, type PreloadedRow, type WireColumns } from '../preloaded-azurite.ts';

const executionId = 'abcdef0123456789abcdef0123456789';

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
  const rows = [
    ...historyRows({ hub, instanceId, executionId }, history),
    { table: `${hub}Instances`, partitionKey, rowKey: '', writtenAt: endedAt, columns: instance },
  ];
  return { rows, events: history.length };
}
