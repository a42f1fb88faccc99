import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { TaskHub } from '../../../task-hub/task-hub.ts';
import { startFaultProxy, type FaultProxy } from '../../../testing/fault-proxy.ts';
import { hostileIds } from '../../../testing/hostile-ids.ts';
import { recordedCommand, storedRows } from '../../../testing/recorded-commands.ts';
import { toEntity } from '../../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../../testing/storage-hub.ts';
import { makeStoredRow } from '../../../testing/stored-row.ts';
import { escapePartitionKey } from '../format/partition-key.ts';

const hubName = 'PurgeHub';
const unforced = { isForced: false };
let azurite: Azurite;
let proxy: FaultProxy;
let storage: StorageHub;
let hub: TaskHub;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
  storage = await createStorageHub(azurite.connectionString, hubName);
  await storage.largeMessages.create();
  hub = connectStorage(azurite.connectionString).openHub(hubName);
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});

afterEach(() => proxy.heal());

async function putBlobs(...names: string[]): Promise<void> {
  for (const name of names) await storage.largeMessages.getBlockBlobClient(name).upload('text', 4);
}

async function blobNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of storage.largeMessages.listBlobsFlat()) names.push(name);
  return names;
}

async function keysOf(table: StorageHub['history']): Promise<string[]> {
  return [...(await storedRows(table)).keys()];
}

/** An ended instance with a history of so many rows. */
async function putInstance(instanceId: string, rows = 3, status = 'Completed'): Promise<void> {
  const partitionKey = escapePartitionKey(instanceId);
  await storage.instances.createEntity({ ...makeStoredRow('', status), partitionKey });
  const keys = Array.from({ length: rows - 1 }, (_, i) => i.toString(16).toUpperCase().padStart(16, '0'));
  const entities = [...keys, 'sentinel'].map((rowKey) => ({ partitionKey, rowKey, ExecutionId: 'first' }));
  for (let i = 0; i < entities.length; i += 100) {
    await storage.history.submitTransaction(entities.slice(i, i + 100).map((row) => ['create', row]));
  }
}

describe('a purge', () => {
  it('leaves what the engine’s leaves: no row, no history, no blob of the instance', async () => {
    const { instances, history, blobsRemoved } = recordedCommand('purge (with blobs)');
    for (const { before } of instances) await storage.instances.createEntity(toEntity(before!));
    for (const { before } of history) await storage.history.createEntity(toEntity(before!));
    const names = blobsRemoved.map((path) => path.replace('largemessages/', ''));
    await putBlobs(...names, 'cmd-bigger/message-1-EventRaised.json.gz');
    await putInstance('cmd-bigger');
    expect(await hub.previews.purge('cmd-big', true)).toMatchObject({
      instances: [
        {
          instanceId: 'cmd-big',
          depth: 0,
          historyRows: 9,
          blobs: 4,
          blobBytes: 16,
          runtimeStatus: 'Completed',
        },
      ],
      isTruncated: false,
      warnings: [],
    });
    const receipt = await hub.commands.purge('cmd-big', unforced);
    expect(receipt).toMatchObject({
      command: 'purge',
      queue: null,
      summary: 'Deleted the row, 9 history rows and 4 blobs.',
    });
    expect(await keysOf(storage.instances)).toEqual(['cmd-bigger ']);
    expect((await keysOf(storage.history)).every((key) => key.startsWith('cmd-bigger '))).toBe(true);
    expect(await blobNames()).toEqual(['cmd-bigger/message-1-EventRaised.json.gz']);
    await hub.commands.purge('cmd-bigger', unforced);
  });

  it('touches neither ids that begin alike, nor those in a folder inside, nor whose name is another’s escaped one', async () => {
    const ids = ['order/1', 'order/10', 'order', 'order^01'];
    for (const id of ids) {
      await putInstance(id);
      await putBlobs(`${id}/message-1-A.json.gz`, `${escapePartitionKey(id)}/history-1-B.json.gz`);
    }
    await hub.commands.purge('order/1', unforced);
    await hub.commands.purge('order', unforced);
    expect(await keysOf(storage.instances)).toEqual(['order^010 ', 'order^^01 ']);
    expect(await blobNames()).toEqual([
      'order/10/message-1-A.json.gz',
      'order^01/message-1-A.json.gz',
      'order^010/history-1-B.json.gz',
      'order^^01/history-1-B.json.gz',
    ]);
    for (const id of ['order/10', 'order^01']) await hub.commands.purge(id, unforced);
    expect(await blobNames()).toEqual([]);
  });

  it.each(hostileIds)('of %j deletes exactly this instance', async (id) => {
    for (const one of [id, `${id}x`]) await putInstance(one);
    expect((await hub.previews.purge(id, false)).instances).toMatchObject([
      { instanceId: id, historyRows: 3 },
    ]);
    await hub.commands.purge(id, { isForced: id.startsWith('@') });
    expect(new Set((await keysOf(storage.history)).map((key) => key.slice(0, key.lastIndexOf(' '))))).toEqual(
      new Set([escapePartitionKey(`${id}x`)]),
    );
    await hub.commands.purge(`${id}x`, { isForced: true });
    expect(await keysOf(storage.instances)).toEqual([]);
  });

  it('deletes a long history, and finishes what an earlier one left', async () => {
    await putInstance('long', 2345);
    const through = connectStorage(proxy.connectionString).openHub(hubName);
    proxy.inject({ fault: { kind: 'status', status: 403 }, on: isBatchAfter(3) });
    await expect(through.commands.purge('long', unforced)).rejects.toMatchObject({
      code: 'outcome-unknown',
      message: expect.stringMatching(/history rows .* are gone.*Doing it again finishes it\.$/) as string,
      details: { command: 'purge', instanceId: 'long' },
    });
    expect(await keysOf(storage.instances)).toEqual(['long ']);
    proxy.heal();
    const left = (await keysOf(storage.history)).length;
    expect(left).toBeLessThan(2345);
    expect((await through.commands.purge('long', unforced)).summary).toBe(
      `Deleted the row, ${left} history rows and 0 blobs.`,
    );
    expect(await keysOf(storage.history)).toEqual([]);
  });

  it('by somebody who may not delete is refused as such', async () => {
    await putInstance('kept');
    const through = connectStorage(proxy.connectionString).openHub(hubName);
    proxy.inject({ fault: { kind: 'status', status: 403 }, on: isBatchAfter(0) });
    await expect(through.commands.purge('kept', unforced)).rejects.toMatchObject({
      code: 'forbidden',
      details: undefined,
    });
    expect(await keysOf(storage.history)).toHaveLength(3);
    await hub.commands.purge('kept', unforced);
  });

  it('leaves an instance that has not ended, unless it is said explicitly', async () => {
    await putInstance('open', 3, 'Running');
    expect((await hub.previews.purge('open', false)).warnings).toEqual([
      'Not ended: open (Running). They are purged only when that is said explicitly.',
    ]);
    await expect(hub.commands.purge('open', unforced)).rejects.toMatchObject({ code: 'conflict' });
    expect(await keysOf(storage.history)).toHaveLength(3);
    await hub.commands.purge('open', { isForced: true });
    expect(await keysOf(storage.instances)).toEqual([]);
  });

  it('stops when the instance comes alive meanwhile', async () => {
    await putInstance('restarted');
    const through = connectStorage(proxy.connectionString).openHub(hubName);
    let isStarted = false;
    proxy.inject({
      fault: { kind: 'delay', delayMs: 200 },
      on: ({ url, method }) => {
        if (method !== 'GET' || !url.includes('History') || isStarted) return false;
        isStarted = true;
        const row = { partitionKey: 'restarted', rowKey: '', RuntimeStatus: 'Pending' };
        void storage.instances.updateEntity(row, 'Merge');
        return true;
      },
    });
    await expect(through.commands.purge('restarted', unforced)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('came alive again') as string,
      // Something is gone, so it was no mere refusal.
      details: { command: 'purge', instanceId: 'restarted', followedInstanceId: 'restarted' },
    });
    expect(await keysOf(storage.instances)).toEqual(['restarted ']);
    await hub.commands.purge('restarted', { isForced: true });
  });
});

/** The transactions behind the first few. */
function isBatchAfter(count: number) {
  let seen = 0;
  return ({ url }: { readonly url: string }) => url.includes('$batch') && seen++ >= count;
}

describe('the preview of a purge', () => {
  it('follows children through the histories and the shape of their ids', async () => {
    const execution = '0123456789abcdef0123456789abcdef';
    await putInstance('parent');
    await storage.history.createEntity({
      partitionKey: 'parent',
      rowKey: '0000000000000009',
      EventType: 'SubOrchestrationInstanceCreated',
      InstanceId: 'named-child',
      ExecutionId: execution,
    });
    for (const id of ['named-child', `${execution}:1`, 'stranger']) await putInstance(id);
    const { instances } = await hub.previews.purge('parent', true);
    expect(instances.map(({ instanceId, depth }) => [instanceId, depth])).toEqual([
      ['parent', 0],
      ['named-child', 1],
      [`${execution}:1`, 1],
    ]);
    expect((await hub.previews.purge('parent', false)).instances).toHaveLength(1);
  });

  it('of an instance that is gone is not found', async () => {
    await expect(hub.previews.purge('nowhere', true)).rejects.toMatchObject({ code: 'not-found' });
  });
});
