import type { PartitionOwner } from '../../../shared/contract/backlog.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';
import { keyOf, RowReader, type RawRow } from './row-reader.ts';
import { readRowPage } from './table-reads.ts';

/** More than the engine allows partitions, so one page has them all. */
const maxPartitions = 100;

/** One row per control queue; none when the hub has no such table. */
export async function readPartitionRows(storage: HubStorage): Promise<readonly RawRow[]> {
  try {
    const table = storage.clients.table(storage.names.partitionsTable);
    const query = { filter: "PartitionKey eq ''", maxRows: maxPartitions };
    return (await readRowPage(storage, table, query)).rows;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return [];
    throw error;
  }
}

function leaseState(owner: string | null, expiresAt: Instant | null, now: Instant): PartitionOwner['lease'] {
  if (owner === null) return 'free';
  return expiresAt === null || now >= expiresAt ? 'expired' : 'live';
}

export interface QueueOwner {
  readonly queue: string;
  readonly owner: PartitionOwner;
  readonly problems: readonly string[];
}

export function toQueueOwner(raw: RawRow, now: Instant): QueueOwner {
  const row = new RowReader(raw);
  const queue = keyOf(raw, 'RowKey');
  const workerId = row.text('CurrentOwner');
  const expiresAt = row.instant('ExpiresAt');
  if (workerId !== null) row.require('ExpiresAt');
  const owner: PartitionOwner = {
    workerId,
    lease: leaseState(workerId, expiresAt, now),
    ownedSince: row.instant('OwnedSince'),
    lastRenewedAt: row.instant('LastRenewal'),
    expiresAt,
    nextOwner: row.text('NextOwner'),
    isDraining: row.boolean('IsDraining') ?? false,
  };
  return { queue, owner, problems: row.problems.map((problem) => `Lease of ${queue}: ${problem}`) };
}
