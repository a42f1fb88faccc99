import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { startFaultProxy } from '../../testing/fault-proxy.ts';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, storageHub } from '../../testing/storage-hub.ts';

let azurite: Azurite;
const open = (hub: string, now?: string) =>
  connectStorage(azurite.connectionString, now === undefined ? {} : { clock: () => now }).openHub(hub);

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  await restoreHub(azurite.connectionString, 'legacy');
});
afterAll(() => azurite.stop());

describe('the recorded hub', () => {
  it('has its depths, heads and the owner of every partition', async () => {
    const now = '2026-11-21T05:31:20.0600000Z';
    const backlog = await open('RecordedHub', now).readBacklog();
    expect(backlog).toMatchObject({
      readAt: now,
      partitionCount: 4,
      ownership: 'partitions-table',
      workItems: { queue: 'recordedhub-workitems', depth: 1, head: { dequeueCount: 0 } },
      problems: [],
    });
    expect(backlog.partitions.map(({ partition, depth }) => [partition, depth])).toEqual([
      [0, 7],
      [1, 10],
      [2, 8],
      [3, 5],
    ]);
    expect(backlog.partitions[0]!.owner).toEqual({
      workerId: 'rig-worker-1',
      lease: 'expired',
      ownedSince: '2026-11-21T05:30:39.9809897Z',
      lastRenewedAt: '2026-11-21T05:30:50.0590591Z',
      expiresAt: '2026-11-21T05:31:20.0590594Z',
      nextOwner: null,
      isDraining: false,
    });
  });

  it('shows the messages of each queue for the same requests', async () => {
    const { backlog, messages } = await open('RecordedHub').readQueues();
    const queues = [...backlog.partitions, backlog.workItems!];
    expect(queues.map(({ queue }) => messages.get(queue)?.length)).toEqual(queues.map(({ depth }) => depth));
    for (const { queue, head } of queues) {
      const { insertedAt, dequeueCount } = messages.get(queue)![0]!;
      expect(head).toEqual({ insertedAt, dequeueCount });
    }
  });

  it('takes two requests a queue, three for partitions, and changes nothing', async () => {
    const proxy = await startFaultProxy(azurite.connectionString);
    await connectStorage(proxy.connectionString).openHub('RecordedHub').readQueues();
    expect([proxy.count(), proxy.count('queue-write')]).toEqual([2 * 5 + 3, 0]);
    await proxy.stop();
  });

  it('tells live leases from expired ones to the last digit', async () => {
    const { partitions } = await open('RecordedHub', '2026-11-21T05:31:20.0607810Z').readBacklog();
    expect(partitions.map(({ owner }) => owner?.lease)).toEqual(['expired', 'expired', 'live', 'live']);
  });
});

describe('the legacy hub', () => {
  it('has owners by its lease blobs, live only while the blob is leased', async () => {
    const blob = storageHub(azurite.connectionString, 'LegacyHub').leases.getBlobClient(
      'ownership/legacyhub-control-01',
    );
    await blob.getBlobLeaseClient().acquireLease(60);
    const backlog = await open('LegacyHub').readBacklog();
    expect(backlog).toMatchObject({ partitionCount: 3, ownership: 'lease-blobs', problems: [] });
    expect(backlog.partitions.map(({ owner }) => [owner?.workerId, owner?.lease])).toEqual([
      ['rig-worker-1', 'expired'],
      ['rig-worker-1', 'live'],
      ['rig-worker-1', 'expired'],
    ]);
  });

  it('has owners by the blobs of the oldest partition manager where there are no others', async () => {
    const leases = storageHub(azurite.connectionString, 'OldHub').leases;
    await restoreHub(azurite.connectionString, 'legacy', 'OldHub');
    for (const folder of ['ownership', 'intent']) {
      for (const n of [0, 1, 2]) await leases.deleteBlob(`${folder}/legacyhub-control-0${n}`);
    }
    await leases.getBlockBlobClient('default/oldhub-control-00').uploadData(Buffer.from('{"Owner":null}'));
    await leases.getBlockBlobClient('default/oldhub-control-01').uploadData(Buffer.from('oops'));
    const { partitions, problems } = await open('OldHub').readBacklog();
    expect(partitions.map(({ owner }) => owner?.lease)).toEqual(['free', 'free', undefined]);
    expect(problems).toEqual(['The lease blob default/oldhub-control-01 cannot be read.']);
  });

  it('has the owners who hold leases when another partition manager has left its blobs behind', async () => {
    await restoreHub(azurite.connectionString, 'legacy', 'MovedHub');
    const { leases } = storageHub(azurite.connectionString, 'MovedHub');
    const blob = leases.getBlockBlobClient('default/movedhub-control-00');
    await blob.uploadData(Buffer.from('{"Owner":"worker-9"}'));
    await blob.getBlobLeaseClient().acquireLease(60);
    const { partitions } = await open('MovedHub').readBacklog();
    expect(partitions[0]?.owner).toMatchObject({ workerId: 'worker-9', lease: 'live' });
  });
});

describe('a hub', () => {
  it('nobody works on has free partitions and empty queues', async () => {
    await createStorageHub(azurite.connectionString, 'FreshHub', 2);
    const { partitions, workItems, problems } = await open('FreshHub').readBacklog();
    expect(partitions.map(({ depth, head, owner }) => [depth, head, owner?.lease])).toEqual([
      [0, null, 'free'],
      [0, null, 'free'],
    ]);
    expect(workItems).toEqual({ queue: 'freshhub-workitems', depth: 0, head: null });
    expect(problems).toEqual([]);
  });

  it('whose partition changes hands shows who wants it', async () => {
    const { partitions } = await createStorageHub(azurite.connectionString, 'StealHub', 1);
    const row = { partitionKey: '', rowKey: 'stealhub-control-00', IsDraining: true };
    await partitions.updateEntity({ ...row, CurrentOwner: 'one', NextOwner: 'two' }, 'Merge');
    const backlog = await open('StealHub').readBacklog();
    expect(backlog.partitions[0]!.owner).toMatchObject({
      workerId: 'one',
      nextOwner: 'two',
      isDraining: true,
      lease: 'expired',
    });
    expect(backlog.problems).toEqual(['Lease of stealhub-control-00: ExpiresAt is missing.']);
  });

  it('whose sources disagree says so, and which queues are missing', async () => {
    const storage = await createStorageHub(azurite.connectionString, 'TornHub', 3);
    await storage.queue('control-01').delete();
    await storage.queue('workitems').delete();
    const backlog = await open('TornHub').readBacklog();
    expect(backlog).toMatchObject({ partitionCount: 3, workItems: null });
    expect(backlog.partitions.map(({ partition }) => partition)).toEqual([0, 2]);
    expect(backlog.problems).toEqual([
      'Storage disagrees on the number of partitions: the Partitions table has 3 rows, there are 2 control queues.',
      'The queue tornhub-control-01 is missing.',
      'The queue tornhub-workitems is missing.',
    ]);
  });

  it('without table and lease blobs has unknown owners, not none', async () => {
    const storage = await createStorageHub(azurite.connectionString, 'BareHub', 1);
    await storage.partitions.deleteTable();
    const backlog = await open('BareHub').readBacklog();
    expect(backlog).toMatchObject({ partitionCount: null, ownership: null });
    expect(backlog.partitions).toMatchObject([{ partition: 0, owner: null }]);
    expect(backlog.problems[0]).toContain('How many partitions there are is unknown');
  });

  it('does not see the queues of a hub whose name it begins', async () => {
    await createStorageHub(azurite.connectionString, 'Fresh', 1);
    expect((await open('Fresh').readBacklog()).partitions).toHaveLength(1);
  });
});

describe('the partition of an instance', () => {
  it('is the number of the queue its messages go to', async () => {
    const hub = open('RecordedHub');
    const queueOf = async (id: string) => (await hub.getInstance(id))?.partition;
    expect(await queueOf('backlog-3')).toBe(0);
    const messages = await hub.peekMessages('recordedhub-control-02');
    for (const { instanceId } of messages) expect(await queueOf(instanceId!)).toBe(2);
  });

  it('is unknown while storage disagrees on their number', async () => {
    const { instances } = storageHub(azurite.connectionString, 'TornHub');
    await instances.createEntity({ partitionKey: 'abc', rowKey: '' });
    expect((await open('TornHub').getInstance('abc'))?.partition).toBeNull();
  });
});
