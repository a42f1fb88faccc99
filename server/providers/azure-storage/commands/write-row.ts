import type { TableClient } from '@azure/data-tables';
import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import { AppError } from '../../../errors.ts';
import type { HubStorage } from '../hub-storage.ts';
import type { RowReader } from '../row-reader.ts';
import { isOvertaken, writeError } from '../storage-errors.ts';
import { readForChange } from './row-for-change.ts';

const writeTimeoutMs = 10_000;

interface RowWrite {
  readonly receipt: CommandReceipt;
  /** Whose row it is. */
  readonly instanceId: string;
  write(table: TableClient, abortSignal: AbortSignal): Promise<unknown>;
  /** Whether a row is as this write leaves it. */
  isWritten(row: RowReader): boolean;
}

/** A row can be asked, which a queue cannot: a lost answer is only unknown when this read tells nothing. */
async function isInStorage(storage: HubStorage, change: RowWrite): Promise<boolean> {
  try {
    const found = await readForChange(storage, change.instanceId);
    return found !== null && change.isWritten(found.row);
  } catch {
    // The failure to write is the one to report.
    return false;
  }
}

/** Writes an Instances row once. `overtaken`: another writer was ahead, and nothing was written. */
export async function writeInstanceRow(
  storage: HubStorage,
  change: RowWrite,
): Promise<'written' | 'overtaken'> {
  const table = storage.writing.instances;
  try {
    return await storage.call(
      `table ${table.tableName}`,
      async (abortSignal) => {
        try {
          await change.write(table, abortSignal);
          return 'written';
        } catch (error) {
          if (isOvertaken(error)) return 'overtaken';
          throw error;
        }
      },
      {
        timeoutMs: writeTimeoutMs,
        translate: (error, subject) => writeError(error, { ...subject, details: change.receipt }),
      },
    );
  } catch (error) {
    const isUnknown = error instanceof AppError && error.code === 'outcome-unknown';
    if (isUnknown && (await isInStorage(storage, change))) return 'written';
    throw error;
  }
}
