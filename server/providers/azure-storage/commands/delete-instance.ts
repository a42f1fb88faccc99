import type { TransactionAction } from '@azure/data-tables';
import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import { AppError } from '../../../errors.ts';
import { escapePartitionKey, odataString } from '../format/partition-key.ts';
import type { HubStorage } from '../hub-storage.ts';
import { instanceBlobs } from '../instance-blobs.ts';
import { keyOf } from '../row-reader.ts';
import { etagOf, scanRows } from '../row-scan.ts';
import { sideBySide } from '../side-by-side.ts';
import { isMissing, isMissingRow, isOvertaken } from '../storage-errors.ts';
import { ownBlob } from '../own-blob.ts';

/** Transactions take 100 rows. */
const maxTransactionRows = 100;
const parallelTransactions = 4;
const parallelBlobs = 8;
const deleteTimeoutMs = 15_000;

interface DoomedRow {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly etag: string;
}

export interface Deleted {
  historyRows: number;
  blobs: number;
}

export interface DeletionRequest {
  readonly instanceId: string;
  readonly rowEtag: string;
  /** Rows go only as they were read, so that an instance that comes alive meanwhile ends the deletion. */
  readonly isGuarded: boolean;
  /** Goes with a failure after which something is gone. */
  readonly receipt: CommandReceipt;
}

const cameAlive = (cause: unknown) =>
  new AppError('conflict', 'The instance was written to at the same moment: it came alive again.', { cause });

async function* batches(
  storage: HubStorage,
  { instanceId, isGuarded }: DeletionRequest,
): AsyncGenerator<readonly DoomedRow[]> {
  const filter = `PartitionKey eq ${odataString(escapePartitionKey(instanceId))}`;
  const select = ['PartitionKey', 'RowKey'];
  for await (const page of scanRows(storage, storage.history, { filter, select })) {
    const rows = page.map((raw) => ({
      partitionKey: keyOf(raw, 'PartitionKey'),
      rowKey: keyOf(raw, 'RowKey'),
      etag: isGuarded ? etagOf(raw) : '*',
    }));
    for (let i = 0; i < rows.length; i += maxTransactionRows) yield rows.slice(i, i + maxTransactionRows);
  }
}

async function deleteRow(
  storage: HubStorage,
  table: HubStorage['history'],
  { partitionKey, rowKey, etag }: DoomedRow,
): Promise<void> {
  await storage.call(
    `table ${table.tableName}`,
    async (abortSignal) => {
      try {
        await table.deleteEntity(partitionKey, rowKey, { etag, abortSignal });
      } catch (error) {
        if (isOvertaken(error)) throw cameAlive(error);
        if (!isMissingRow(error)) throw error;
      }
    },
    { timeoutMs: deleteTimeoutMs },
  );
}

/** Deletions may be repeated: a row that is gone already is what was wanted. */
async function deleteBatch(storage: HubStorage, rows: readonly DoomedRow[]): Promise<void> {
  const actions = rows.map(({ partitionKey, rowKey, etag }): TransactionAction => {
    return ['delete', { partitionKey, rowKey, etag }];
  });
  const hasAll = await storage.call(
    `table ${storage.history.tableName}`,
    async (abortSignal) => {
      try {
        await storage.history.submitTransaction(actions, { abortSignal });
        return true;
      } catch (error) {
        if (isOvertaken(error)) throw cameAlive(error);
        if (isMissingRow(error)) return false;
        throw error;
      }
    },
    { timeoutMs: deleteTimeoutMs },
  );
  if (!hasAll) for (const row of rows) await deleteRow(storage, storage.history, row);
}

async function deleteBlob(storage: HubStorage, name: string): Promise<void> {
  await storage.call('blob of a payload', async (abortSignal) => {
    try {
      await ownBlob(storage.largeMessages, name).delete({ abortSignal });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  });
}

function brokenOff(error: unknown, { historyRows, blobs }: Deleted, receipt: CommandReceipt): unknown {
  if (!(error instanceof AppError)) return error;
  const isBegun = historyRows + blobs > 0;
  // Who may not delete has deleted nothing.
  if (!isBegun && error.code === 'forbidden') return error;
  const details = isBegun || error.code !== 'conflict' ? receipt : undefined;
  const done = `${historyRows} history rows and ${blobs} blobs are gone, the row of the instance is still there`;
  if (error.code === 'conflict') {
    return new AppError('conflict', `${error.message} ${done}.`, { cause: error, details });
  }
  const message = `The deletion stopped before its end: ${done}. ${error.message} Doing it again finishes it.`;
  return new AppError('outcome-unknown', message, { cause: error, details });
}

/**
 * History, blobs, and the row last: a deletion that broke off stays visible, and doing it again finishes it. Pages are
 * deleted as they are read, so that memory does not grow with the history.
 */
export async function deleteInstance(storage: HubStorage, request: DeletionRequest): Promise<Deleted> {
  const { instanceId, rowEtag, isGuarded, receipt } = request;
  const deleted: Deleted = { historyRows: 0, blobs: 0 };
  try {
    await sideBySide(batches(storage, request), parallelTransactions, async (rows) => {
      await deleteBatch(storage, rows);
      deleted.historyRows += rows.length;
    });
    await sideBySide(instanceBlobs(storage, instanceId), parallelBlobs, async ({ name }) => {
      await deleteBlob(storage, name);
      deleted.blobs++;
    });
    await deleteRow(storage, storage.instances, {
      partitionKey: escapePartitionKey(instanceId),
      rowKey: '',
      etag: isGuarded ? rowEtag : '*',
    });
  } catch (error) {
    throw brokenOff(error, deleted, receipt);
  }
  return deleted;
}
