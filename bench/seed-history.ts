import type { TableClient, TransactionAction } from '@azure/data-tables';
import { escapePartitionKey } from '../server/providers/azure-storage/format/partition-key.ts';
import { storageHub } from '../server/testing/storage-hub.ts';
import { historyOfShape, type HistoryColumns, type HistoryShape } from './history-shapes.ts';

/** Of one partition, as many as a transaction takes. */
const rowsPerBatch = 100;
const executionId = 'abcdef0123456789abcdef0123456789';

async function writeRows(
  history: TableClient,
  partitionKey: string,
  rows: readonly HistoryColumns[],
): Promise<void> {
  const entities = rows.map((columns, ordinal) => ({
    partitionKey,
    rowKey: ordinal.toString(16).toUpperCase().padStart(16, '0'),
    ...columns,
    ExecutionId: executionId,
  }));
  for (let i = 0; i < entities.length; i += rowsPerBatch) {
    const batch = entities.slice(i, i + rowsPerBatch);
    await history.submitTransaction(batch.map((entity): TransactionAction => ['create', entity]));
  }
}

/** Puts a completed instance with a history of this shape into a hub that exists; tells how many events it has. */
export async function seedHistory(
  connectionString: string,
  hub: string,
  instanceId: string,
  shape: HistoryShape,
): Promise<number> {
  const { instances, history } = storageHub(connectionString, hub);
  const partitionKey = escapePartitionKey(instanceId);
  const rows = historyOfShape(shape);
  const times = { CreatedTime: rows.at(0)?._Timestamp, CompletedTime: rows.at(-1)?._Timestamp };
  await writeRows(history, partitionKey, rows);
  await history.createEntity({
    partitionKey,
    rowKey: 'sentinel',
    ExecutionId: executionId,
    IsCheckpointComplete: true,
  });
  await instances.createEntity({
    partitionKey,
    rowKey: '',
    Input: '{"seeded":true}',
    Output: '"done"',
    Name: rows.find(({ Name }) => Name !== undefined)?.Name,
    Version: '',
    RuntimeStatus: 'Completed',
    LastUpdatedTime: times.CompletedTime,
    ...times,
    TaskHubName: hub,
    ExecutionId: executionId,
    Generation: 0,
    Tags: 'null',
  });
  return rows.length;
}
