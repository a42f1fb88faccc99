import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { fnv1a } from '../providers/azure-storage/format/control-queue.ts';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { openInstanceIndex } from '../index/instance-index.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { recordedRows, restoreHub } from '../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, storageHub } from '../testing/storage-hub.ts';
import { createQueueWatch } from './queue-watch.ts';

let azurite: Azurite;
const toClose: (() => Promise<void>)[] = [];

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  await restoreHub(azurite.connectionString, 'legacy');
});
afterAll(async () => {
  for (const close of toClose.reverse()) await close();
  await azurite.stop();
});

/** The hub at a moment of its own: time passes when the test says so. */
async function watch(name: string, now: string) {
  const clock = new ManualClock(now);
  const hub = connectStorage(azurite.connectionString, { clock: () => clock.now() }).openHub(name);
  const index: InstanceIndex = await openInstanceIndex(hub);
  const failures: unknown[] = [];
  const queues = createQueueWatch({ hub, index, clock, onFailure: (error) => failures.push(error) });
  toClose.push(async () => {
    await queues.close();
    await index.close();
  });
  return { clock, index, queues, failures };
}

/** Takes the first message and lets it go, as a worker does that cannot handle it. */
async function takeAndAbandon(hub: string, queue: string, times: number) {
  const client = storageHub(azurite.connectionString, hub).queue(queue);
  for (let i = 0; i < times; i++) {
    const [taken] = (await client.receiveMessages({ numberOfMessages: 1 })).receivedMessageItems;
    await client.updateMessage(taken!.messageId, taken!.popReceipt, taken!.messageText, 0);
  }
}

const whileOwned = '2026-11-21T05:31:00.0000000Z';

describe('the recorded hub', () => {
  it('has its depths, its one worker, and the instances that are hashed to each partition', async () => {
    const { index, queues } = await watch('RecordedHub', whileOwned);
    await expect.poll(() => index.coverage().state).not.toBe('building');
    const answer = await queues.partitions();
    expect(answer).toMatchObject({ partitionCount: 4, ownership: 'partitions-table', problems: [] });
    expect(answer.workers).toEqual([{ workerId: 'rig-worker-1', partitions: [0, 1, 2, 3] }]);
    expect(answer.partitions.map(({ depth, visible, invisible }) => [depth, visible, invisible])).toEqual([
      [7, 7, 0],
      [10, 10, 0],
      [8, 8, 0],
      [5, 5, 0],
    ]);
    expect(answer.workItems).toMatchObject({ queue: 'recordedhub-workitems', depth: 1, visible: 1 });

    const ids = recordedRows('recorded', 'Instances').map(({ PartitionKey }) => PartitionKey);
    const plain = ids.filter((id) => !id.includes('^'));
    const hashed = (partition: number) => plain.filter((id) => fnv1a(id) % 4 === partition).length;
    for (const { partition, instances } of answer.partitions) {
      expect(instances.all).toBeGreaterThanOrEqual(hashed(partition));
      expect(instances.open).toBeLessThan(instances.all);
    }
    expect(answer.partitions.reduce((sum, { instances }) => sum + instances.all, 0)).toBe(ids.length);
  });

  it('has nobody once its leases ran out, and the platform would start a worker', async () => {
    const { queues } = await watch('RecordedHub', '2099-11-21T06:00:00.0000000Z');
    const { workers, partitions, advice } = await queues.partitions();
    expect(workers).toEqual([]);
    expect(partitions.map(({ owner, ownerSeenSince }) => [owner?.lease, ownerSeenSince])).toEqual(
      Array(4).fill(['expired', null]),
    );
    expect(advice[0]?.rule).toBe('add-worker');
  });

  it('shows what is taken again and again, and who has most messages', async () => {
    await takeAndAbandon('RecordedHub', 'workitems', 6);
    const { queues } = await watch('RecordedHub', whileOwned);
    const { workItems, partitions } = await queues.partitions();
    expect(workItems).toMatchObject({ maxDequeueCount: 6, poisonCandidates: 1 });
    expect(partitions.map(({ poisonCandidates }) => poisonCandidates)).toEqual([0, 0, 0, 0]);
    for (const { hottest } of partitions) expect(hottest.every(({ messages }) => messages > 1)).toBe(true);
  });
});

describe('the legacy hub', () => {
  it('has the owners of its lease blobs, without knowing since when, and the lease of its app', async () => {
    const { leases, appLease } = storageHub(azurite.connectionString, 'LegacyHub');
    for (const n of [0, 2]) {
      await leases.getBlobClient(`ownership/legacyhub-control-0${n}`).getBlobLeaseClient().acquireLease(60);
    }
    await appLease.getBlobLeaseClient().acquireLease(60);
    const { queues } = await watch('LegacyHub', whileOwned);
    const answer = await queues.partitions();
    expect(answer.ownership).toBe('lease-blobs');
    expect(answer.workers).toEqual([{ workerId: 'rig-worker-1', partitions: [0, 2] }]);
    expect(answer.appLease).toMatchObject({ state: 'live' });
    expect(
      answer.partitions.map(({ owner, ownerSeenSince }) => [owner?.lease, owner?.ownedSince, ownerSeenSince]),
    ).toEqual([
      ['live', null, whileOwned],
      ['expired', null, null],
      ['live', null, whileOwned],
    ]);
  });
});

describe('a partition', () => {
  it('that drains, is taken over and loses its worker shows each move', async () => {
    const { partitions: table } = await createStorageHub(azurite.connectionString, 'MoveHub', 1);
    const row = { partitionKey: '', rowKey: 'movehub-control-00' };
    const expires = (at: string) => ({ type: 'DateTime' as const, value: at });
    const first = { CurrentOwner: 'one', ExpiresAt: expires('2026-11-21T05:01:00Z') };
    await table.updateEntity({ ...row, ...first, IsDraining: true, NextOwner: 'two' }, 'Merge');
    const { clock, queues, failures } = await watch('MoveHub', '2026-11-21T05:00:00.0000000Z');
    const [draining] = (await queues.partitions()).partitions;
    expect(draining).toMatchObject({
      owner: { isDraining: true, nextOwner: 'two', lease: 'live' },
      moves: [],
    });

    const second = { CurrentOwner: 'two', ExpiresAt: expires('2026-11-21T05:01:10Z') };
    await table.updateEntity({ ...row, ...second, IsDraining: false }, 'Replace');
    clock.advance(10_000);
    const stolen = { at: '2026-11-21T05:00:10.0000000Z', from: 'one', to: 'two' };
    await expect.poll(() => queues.leaseMoves(0)).toEqual([stolen]);
    const [taken] = (await queues.partitions()).partitions;
    expect(taken).toMatchObject({ ownerSeenSince: stolen.at, moves: [stolen] });

    clock.advance(60_000);
    const [left] = (await queues.partitions()).partitions;
    expect(left).toMatchObject({ owner: { workerId: 'two', lease: 'expired' }, ownerSeenSince: null });
    expect(left?.moves).toEqual([{ at: '2026-11-21T05:01:10.0000000Z', from: 'two', to: null }, stolen]);
    expect(failures).toEqual([]);
  });
});

describe('the oldest message', () => {
  it('is as old as its timer is overdue, however long ago it was queued', async () => {
    const storage = await createStorageHub(azurite.connectionString, 'DueHub', 1);
    const timer = { EventType: 11, FireAt: '2026-11-21T05:00:00Z', Timestamp: '2026-11-18T05:00:00Z' };
    await storage
      .queue('control-00')
      .sendMessage(
        JSON.stringify({ TaskMessage: { Event: timer, OrchestrationInstance: { InstanceId: 'a' } } }),
      );
    const { clock, queues } = await watch('DueHub', '2026-11-21T05:00:07.0000000Z');
    const [queue] = (await queues.partitions()).partitions;
    expect(queue?.oldestDueAt).toBe('2026-11-21T05:00:00.0000000Z');
    clock.advance(1);
    const { queues: sampled } = await queues.history({ minutes: 1, buckets: 1 });
    expect(sampled[0]?.cells[0]).toMatchObject({ depth: 1, oldestAgeMs: 7_000 });
  });
});

it('tells in plain words what the platform would do', async () => {
  await createStorageHub(azurite.connectionString, 'QuietHub', 2);
  const { clock, queues } = await watch('QuietHub', whileOwned);
  const until = async (samples: number) => {
    for (let taken = 1; taken < samples; taken++) {
      await queues.partitions();
      clock.advance(10_000);
    }
    return (await queues.partitions()).advice.map(({ sentence }) => sentenceText(sentence))[0];
  };
  expect(await until(2)).toContain('5 samples of each queue, and 2 are taken');
  expect(await until(5)).toContain('scaled to zero');
});
