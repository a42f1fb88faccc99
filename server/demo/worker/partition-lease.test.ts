import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../shared/domain/instant.ts';
import {
  claimed,
  leaseOf,
  mayClaim,
  partitionToSteal,
  released,
  renewed,
  type PartitionLease,
} from './partition-lease.ts';

const now = toInstant('2026-01-01T00:00:00Z')!;
const minuteLater = toInstant('2026-01-01T00:01:00Z')!;

function lease(fields: Partial<PartitionLease> = {}): PartitionLease {
  return { ...leaseOf({ rowKey: 'h-control-00', etag: 'e', IsDraining: false }), ...fields };
}

function owned(owner: string, fields: Partial<PartitionLease> = {}): PartitionLease {
  return { ...claimed(lease(), owner, now), ...fields };
}

describe('a partition', () => {
  it('is claimed for a minute and renewed for half a minute', () => {
    const mine = owned('me');
    expect(mine).toMatchObject({ currentOwner: 'me', ownedSince: now, expiresAt: minuteLater });
    expect(renewed(mine, minuteLater)).toMatchObject({
      ownedSince: now,
      expiresAt: toInstant('2026-01-01T00:01:30Z'),
    });
  });

  it('may be claimed when it is free, expired, or kept for this worker', () => {
    expect(mayClaim(lease(), 'me', now)).toBe(true);
    expect(mayClaim(owned('other'), 'me', now)).toBe(false);
    expect(mayClaim(owned('other'), 'me', minuteLater)).toBe(true);
    expect(mayClaim(released(owned('other', { nextOwner: 'me' })), 'me', now)).toBe(true);
    expect(mayClaim(released(owned('other', { nextOwner: 'third' })), 'me', now)).toBe(false);
  });
});

describe('sharing', () => {
  it('asks a worker with more than its share for one partition', () => {
    const leases = [owned('a'), owned('a'), owned('a'), owned('a')];
    expect(partitionToSteal(leases, 'b', now)).toBe(leases[0]);
    const asked = [{ ...leases[0]!, nextOwner: 'b' }, ...leases.slice(1)];
    expect(partitionToSteal(asked, 'b', now)).toBe(asked[1]);
    const even = [asked[0]!, { ...leases[1]!, nextOwner: 'b' }, ...leases.slice(2)];
    expect(partitionToSteal(even, 'b', now)).toBeNull();
    expect(partitionToSteal(even, 'a', now)).toBeNull();
  });

  it('asks first for a partition whose owner is leaving', () => {
    const leaving = owned('b', { isDraining: true });
    expect(partitionToSteal([owned('a'), owned('a'), owned('a'), leaving], 'c', now)).toBe(leaving);
  });

  it('leaves everything alone when there are fewer partitions than workers', () => {
    expect(partitionToSteal([owned('a')], 'b', now)).toBeNull();
  });
});
