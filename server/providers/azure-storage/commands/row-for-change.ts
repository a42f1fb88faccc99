import { AppError } from '../../../errors.ts';
import { escapePartitionKey } from '../format/partition-key.ts';
import type { HubStorage } from '../hub-storage.ts';
import { RowReader } from '../row-reader.ts';
import { readRow } from '../table-reads.ts';

/** An Instances row together with what proves, when it is written, that nobody changed it meanwhile. */
export interface RowForChange {
  readonly row: RowReader;
  readonly etag: string;
}

/** `null` when there is no such row. */
export async function readForChange(
  storage: HubStorage,
  instanceId: string,
  select?: readonly string[],
): Promise<RowForChange | null> {
  const keys = { partitionKey: escapePartitionKey(instanceId), rowKey: '' };
  const raw = await readRow(storage, storage.instances, select === undefined ? keys : { ...keys, select });
  if (raw === null) return null;
  const etag = raw['odata.etag'];
  if (typeof etag !== 'string')
    throw new AppError('internal', 'The row in storage came without its version.');
  return { row: new RowReader(raw), etag };
}

/** As `readForChange`, of an instance that must be there. */
export async function requireForChange(
  storage: HubStorage,
  instanceId: string,
  select?: readonly string[],
): Promise<RowForChange> {
  const found = await readForChange(storage, instanceId, select);
  if (found === null) throw new AppError('not-found', 'The instance is no longer in storage.');
  return found;
}
