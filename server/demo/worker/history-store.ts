import type { TableClient, TableEntity, TransactionAction } from '@azure/data-tables';
import { toInstant, type Instant } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { escapePartitionKey, odataString } from '../../providers/azure-storage/format/partition-key.ts';
import type { HistoryEvent, InstanceKey } from './history-event.ts';
import {
  blobNamesOf,
  fromHistoryRow,
  rawText,
  sentinelKey,
  toHistoryRow,
  type HistoryRow,
  type RawRow,
  type StoredEvent,
} from './history-row.ts';
import type { HubStorage } from './hub-storage.ts';
import type { PayloadBlobs } from './payload-blobs.ts';

/** Table transactions take 100 rows, one of which is the sentinel, and 4 MB. */
const maxRowsPerBatch = 99;
const maxBatchBytes = 3_000_000;

export interface StoredHistory {
  /** `null` = the instance has no history. */
  readonly executionId: string | null;
  readonly stored: readonly StoredEvent[];
  /** Of the sentinel row: changes with every checkpoint. */
  readonly etag: string | null;
  readonly checkpointAt: Instant | null;
}

export const emptyHistory: StoredHistory = { executionId: null, stored: [], etag: null, checkpointAt: null };

export function eventsOf(history: StoredHistory): HistoryEvent[] {
  return history.stored.map(({ event }) => event);
}

export interface HistoryStore {
  /** The current execution. */
  load(instanceId: string): Promise<StoredHistory>;
  /** Adds events behind `history`; rejects when somebody else has checkpointed since it was loaded. */
  append(
    history: StoredHistory,
    instance: InstanceKey,
    events: readonly HistoryEvent[],
  ): Promise<StoredHistory>;
}

function batchesOf(rows: readonly HistoryRow[]): HistoryRow[][] {
  const batches: HistoryRow[][] = [];
  let batch: HistoryRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = JSON.stringify(row.entity).length * 2;
    if (batch.length === maxRowsPerBatch || (batch.length > 0 && bytes + size > maxBatchBytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    bytes += size;
  }
  return [...batches, batch];
}

async function hydrate(row: RawRow, blobs: PayloadBlobs): Promise<StoredEvent> {
  const blobNames = blobNamesOf(row);
  const texts: Record<string, string> = {};
  for (const [column, name] of Object.entries(blobNames)) texts[column] = await blobs.read(name);
  return { event: fromHistoryRow(row, texts), blobNames };
}

async function upload(rows: readonly HistoryRow[], blobs: PayloadBlobs): Promise<void> {
  for (const { blobNames, largeTexts } of rows) {
    for (const [column, text] of Object.entries(largeTexts)) {
      const name = blobNames[column];
      if (name !== undefined) await blobs.write(name, text);
    }
  }
}

async function load(table: TableClient, blobs: PayloadBlobs, instanceId: string): Promise<StoredHistory> {
  const filter = `PartitionKey eq ${odataString(escapePartitionKey(instanceId))}`;
  const rows: RawRow[] = [];
  const query = table.listEntities({ queryOptions: { filter }, disableTypeConversion: true });
  for await (const row of query) rows.push(row);
  const sentinel = rows.find((row) => rawText(row, 'rowKey') === sentinelKey);
  if (sentinel === undefined) return emptyHistory;
  const executionId = rawText(sentinel, 'ExecutionId');
  const current = rows.filter((row) => row !== sentinel && rawText(row, 'ExecutionId') === executionId);
  const stored: StoredEvent[] = [];
  for (const row of current) stored.push(await hydrate(row, blobs));
  return {
    executionId,
    stored,
    etag: rawText(sentinel, 'etag'),
    checkpointAt: toInstant(rawText(sentinel, 'CheckpointCompletedTimestamp')),
  };
}

/** Writes one transaction and resolves to the sentinel's next etag. */
async function writeBatch(
  table: TableClient,
  rows: readonly HistoryRow[],
  sentinel: TableEntity,
  etag: string | null,
): Promise<string> {
  const actions: TransactionAction[] = rows.map((row) => ['upsert', row.entity, 'Replace']);
  if (etag === null) actions.push(['create', sentinel]);
  else actions.push(['update', sentinel, 'Merge', { etag }]);
  const response = await table.submitTransaction(actions);
  const next = response.subResponses.at(-1)?.etag;
  if (next === undefined) throw new TypeError('a table transaction answers with the etag of each row');
  return next;
}

export function createHistoryStore({ history: table }: HubStorage, blobs: PayloadBlobs): HistoryStore {
  return {
    load: (instanceId) => load(table, blobs, instanceId),

    async append(history, instance, events) {
      const partitionKey = escapePartitionKey(instance.instanceId);
      const executionId = instance.executionId ?? '';
      const first = history.stored.length;
      const rows = events.map((event, i) =>
        toHistoryRow(event, { partitionKey, ordinal: first + i, executionId }),
      );
      await upload(rows, blobs);
      const batches = batchesOf(rows);
      let { etag, checkpointAt } = history;
      for (const [index, batch] of batches.entries()) {
        const isLast = index === batches.length - 1;
        if (isLast) checkpointAt = nowInstant();
        const sentinel = {
          partitionKey,
          rowKey: sentinelKey,
          ExecutionId: executionId,
          // False while more rows of the same checkpoint are to come: a reader then knows the history is torn.
          IsCheckpointComplete: isLast,
          ...(isLast ? { CheckpointCompletedTimestamp: { type: 'DateTime', value: checkpointAt } } : {}),
        };
        etag = await writeBatch(table, batch, sentinel, etag);
      }
      return { executionId, stored: [...history.stored, ...rows], etag, checkpointAt };
    },
  };
}
