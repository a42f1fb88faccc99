import { msToInstant, toInstant, type Instant } from '../../../shared/domain/instant.ts';
import { rawFlag, rawText, type RawRow } from './history-row.ts';

/** A row of the Partitions table: who empties a control queue. */
export interface PartitionLease {
  readonly queueName: string;
  readonly etag: string;
  readonly currentOwner: string | null;
  /** Who wants the partition next; the owner then drains it and lets go. */
  readonly nextOwner: string | null;
  readonly ownedSince: Instant | null;
  readonly lastRenewal: Instant | null;
  readonly expiresAt: Instant | null;
  readonly isDraining: boolean;
}

/** A fresh claim lasts longer than a renewal, so that a slow start does not lose it. */
const claimMs = 60_000;
const renewalMs = 30_000;

export function leaseOf(row: RawRow): PartitionLease {
  const time = (column: string) => toInstant(rawText(row, column));
  return {
    queueName: rawText(row, 'rowKey') ?? '',
    etag: rawText(row, 'etag') ?? '',
    currentOwner: rawText(row, 'CurrentOwner'),
    nextOwner: rawText(row, 'NextOwner'),
    ownedSince: time('OwnedSince'),
    lastRenewal: time('LastRenewal'),
    expiresAt: time('ExpiresAt'),
    isDraining: rawFlag(row, 'IsDraining'),
  };
}

export function leaseRow(lease: PartitionLease) {
  const time = (column: string, value: Instant | null) =>
    value === null ? {} : { [column]: { type: 'DateTime', value } };
  return {
    partitionKey: '',
    rowKey: lease.queueName,
    ...(lease.currentOwner === null ? {} : { CurrentOwner: lease.currentOwner }),
    ...(lease.nextOwner === null ? {} : { NextOwner: lease.nextOwner }),
    ...time('OwnedSince', lease.ownedSince),
    ...time('LastRenewal', lease.lastRenewal),
    ...time('ExpiresAt', lease.expiresAt),
    IsDraining: lease.isDraining,
  };
}

function isExpired(lease: PartitionLease, now: Instant): boolean {
  return lease.expiresAt === null || now >= lease.expiresAt;
}

export function mayClaim(lease: PartitionLease, me: string, now: Instant): boolean {
  if (lease.currentOwner === null)
    return lease.nextOwner === null || lease.nextOwner === me || isExpired(lease, now);
  return isExpired(lease, now);
}

export function claimed(lease: PartitionLease, me: string, now: Instant): PartitionLease {
  return {
    ...lease,
    currentOwner: me,
    nextOwner: null,
    ownedSince: now,
    lastRenewal: now,
    expiresAt: later(now, claimMs),
    isDraining: false,
  };
}

export function renewed(lease: PartitionLease, now: Instant): PartitionLease {
  return { ...lease, lastRenewal: now, expiresAt: later(now, renewalMs) };
}

export function released(lease: PartitionLease): PartitionLease {
  return { ...lease, currentOwner: null, isDraining: false };
}

function later(now: Instant, ms: number): Instant {
  return msToInstant(Date.parse(now) + ms);
}

/** Workers that hold, or have asked for, a partition. */
function workersOf(leases: readonly PartitionLease[], me: string, now: Instant): Set<string> {
  const workers = new Set([me]);
  for (const lease of leases) {
    if (lease.currentOwner !== null && !isExpired(lease, now)) workers.add(lease.currentOwner);
    if (lease.nextOwner !== null) workers.add(lease.nextOwner);
  }
  return workers;
}

/** The partition this worker should ask for to have its fair share; `null` when it has it. */
export function partitionToSteal(
  leases: readonly PartitionLease[],
  me: string,
  now: Instant,
): PartitionLease | null {
  const futureOwner = (lease: PartitionLease) => lease.nextOwner ?? lease.currentOwner;
  const countOf = (worker: string | null) => leases.filter((lease) => futureOwner(lease) === worker).length;
  const share = leases.length / workersOf(leases, me, now).size;
  if (countOf(me) >= Math.floor(share)) return null;
  const isLive = (lease: PartitionLease) => lease.currentOwner !== null && lease.nextOwner === null;
  const leaving = leases.find((lease) => isLive(lease) && lease.isDraining && lease.currentOwner !== me);
  const surplus = leases.find(
    (lease) => isLive(lease) && lease.currentOwner !== me && countOf(lease.currentOwner) > share,
  );
  return leaving ?? surplus ?? null;
}
