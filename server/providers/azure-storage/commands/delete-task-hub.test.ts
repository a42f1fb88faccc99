import { TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import { startFaultProxy, type FaultProxy } from '../../../testing/fault-proxy.ts';
import { restoreHub } from '../../../testing/recorded-hub.ts';
import { connectStorage, storageHub } from '../../../testing/storage-hub.ts';

let azurite: Azurite;
let proxy: FaultProxy;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});
afterEach(() => proxy.heal());

/** Names of all tables, queues and containers of the account. */
async function everything(): Promise<string[]> {
  const { connectionString } = azurite;
  const names: string[] = [];
  const tables = TableServiceClient.fromConnectionString(connectionString, { allowInsecureConnection: true });
  for await (const { name } of tables.listTables()) names.push(String(name));
  for await (const { name } of QueueServiceClient.fromConnectionString(connectionString).listQueues())
    names.push(name);
  for await (const { name } of BlobServiceClient.fromConnectionString(connectionString).listContainers())
    names.push(name);
  return names.sort();
}

const blobs = () => BlobServiceClient.fromConnectionString(azurite.connectionString);

describe('deleting a task hub', () => {
  it('deletes everything of it, and nothing of hubs whose names begin with its name', async () => {
    await restoreHub(azurite.connectionString, 'recorded', 'OrderX');
    await blobs().getContainerClient('orderx-applease').createIfNotExists();
    const others = await everything();
    await restoreHub(azurite.connectionString, 'recorded', 'Order');
    await blobs().getContainerClient('order-leases').createIfNotExists();
    await blobs().getContainerClient('order-applease').createIfNotExists();
    const hub = connectStorage(azurite.connectionString).openHub('Order');
    const { resources } = await hub.previews.deletion();
    const { deleted, failed } = await hub.commands.deleteTaskHub();
    expect(deleted).toEqual([
      'order-control-00',
      'order-control-01',
      'order-control-02',
      'order-control-03',
      'order-workitems',
      'order-largemessages',
      'order-leases',
      'order-applease',
      'OrderPartitions',
      'OrderHistory',
      'OrderInstances',
    ]);
    expect(resources.map(({ name }) => name)).toEqual(deleted);
    expect(failed).toEqual([]);
    expect(await everything()).toEqual(others);
  });

  it('of the older engine takes the leases of an app away', async () => {
    await restoreHub(azurite.connectionString, 'legacy', 'Older');
    const appLease = blobs().getContainerClient('older-applease');
    await appLease.createIfNotExists();
    await appLease.getBlobLeaseClient('01234567-89ab-cdef-0123-456789abcdef').acquireLease(60);
    const hub = connectStorage(azurite.connectionString).openHub('Older');
    expect((await hub.previews.deletion()).warnings).toContain(
      'An app holds the lease of this task hub. The lease is broken.',
    );
    expect((await hub.commands.deleteTaskHub()).failed).toEqual([]);
    expect((await everything()).filter((name) => /^older/i.test(name))).toEqual([]);
  });

  it('that is interrupted leaves a task hub that is found, and deleting it again does the rest', async () => {
    await restoreHub(azurite.connectionString, 'legacy', 'Stopped');
    const connection = connectStorage(proxy.connectionString);
    proxy.inject({
      fault: { kind: 'status', status: 403 },
      on: ({ url, method }) => method === 'DELETE' && url.includes('stopped-leases'),
    });
    const first = await connection.openHub('Stopped').commands.deleteTaskHub();
    expect(first.failed.map(({ name }) => name)).toEqual([
      'stopped-leases',
      'StoppedHistory',
      'StoppedInstances',
    ]);
    expect(first.failed[1]!.message).toMatch(/^Kept, because something else could not be deleted/);
    expect(await connection.discoverHubs()).toContain('Stopped');
    proxy.heal();
    const second = await connection.openHub('Stopped').commands.deleteTaskHub();
    expect(second.failed).toEqual([]);
    expect(second.deleted).toContain('StoppedInstances');
    expect(await connection.discoverHubs()).not.toContain('Stopped');
  });

  it('names the workers that are running before it begins', async () => {
    await restoreHub(azurite.connectionString, 'recorded', 'Busy');
    const expiresAt = { type: 'DateTime', value: '2099-01-01T00:00:00.0000000Z' };
    await storageHub(azurite.connectionString, 'Busy').partitions.upsertEntity(
      { partitionKey: '', rowKey: 'busy-control-00', CurrentOwner: 'worker-7', ExpiresAt: expiresAt },
      'Merge',
    );
    const { liveWorkers, warnings } = await connectStorage(azurite.connectionString)
      .openHub('Busy')
      .previews.deletion();
    expect(liveWorkers).toEqual(['worker-7']);
    expect(warnings[0]).toMatch(/^Workers are running/);
  });

  it('that is not there is not found', async () => {
    const hub = connectStorage(azurite.connectionString).openHub('Nowhere');
    await expect(hub.previews.deletion()).rejects.toMatchObject({ code: 'not-found' });
    expect(await hub.commands.deleteTaskHub()).toEqual({ deleted: [], failed: [] });
  });
});
