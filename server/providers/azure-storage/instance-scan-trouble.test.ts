import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { startFaultProxy, type Fault, type FaultProxy, type SeenRequest } from '../../testing/fault-proxy.ts';
import { connectStorage, createStorageHub } from '../../testing/storage-hub.ts';

const ids = Array.from({ length: 40 }, (_, i) => `order-${String(i).padStart(3, '0')}`);
const splitAt = ['order-010', 'order-020', 'order-030'];
let azurite: Azurite;
let proxy: FaultProxy;
let hub: TaskHub;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
  const { instances } = await createStorageHub(azurite.connectionString, 'TroubleHub');
  for (const id of ids) {
    await instances.createEntity({ partitionKey: id, rowKey: '', Name: 'Order', RuntimeStatus: 'Running' });
  }
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});
beforeEach(async () => {
  proxy.heal();
  hub = connectStorage(proxy.connectionString, { partitionCount: 4 }).openHub('TroubleHub');
  await hub.getInstance('order-000');
  proxy.forgetRequests();
});

const isPage = ({ kind, url }: SeenRequest) => kind === 'table-query' && url.includes('Instances()');

async function scannedIds(): Promise<string[]> {
  const found: string[] = [];
  for await (const page of hub.scanInstances({ splitAt })) found.push(...page.map((row) => row.instanceId));
  return found.sort();
}

describe('a scan', () => {
  it.each<[string, Fault]>([
    ['is refused', { kind: 'status', status: 503 }],
    ['is cut off', { kind: 'reset' }],
    ['ends in the middle', { kind: 'cut-body' }],
    ['is broken', { kind: 'broken-json' }],
    ['is late', { kind: 'delay', delayMs: 30 }],
  ])('gives every row once when the answer to a page %s', async (_, fault) => {
    proxy.inject({ fault, on: isPage, times: 2 });
    expect(await scannedIds()).toEqual(ids);
    expect(proxy.requests.filter(isPage)).toHaveLength(fault.kind === 'delay' ? 4 : 6);
  });

  it('gives every row once while a third of everything goes wrong', async () => {
    const share = 0.11;
    proxy.inject(
      { fault: { kind: 'status', status: 503 }, on: isPage, share },
      { fault: { kind: 'cut-body' }, on: isPage, share },
      { fault: { kind: 'reset' }, on: isPage, share },
    );
    expect(await scannedIds()).toEqual(ids);
  });

  it('leaves the account alone for as long as it asks, then reads on', async () => {
    proxy.inject({ fault: { kind: 'status', status: 429, retryAfterSeconds: 1 }, on: isPage, times: 1 });
    expect(await scannedIds()).toEqual(ids);
    const [refusedAt = 0, ...times] = proxy.requests.map(({ atMs }) => atMs);
    const meanwhile = times.filter((atMs) => atMs < refusedAt + 1000);
    // What was under way already when the account asked.
    expect(meanwhile.length).toBeLessThanOrEqual(splitAt.length);
    expect(times.length - meanwhile.length).toBeGreaterThan(0);
  });

  it('tells of a pause while it waits for its end, unless it is short', async () => {
    const told: string[] = [];
    const scan = async (retryAfterSeconds: number) => {
      proxy.inject({ fault: { kind: 'status', status: 429, retryAfterSeconds }, on: isPage, times: 1 });
      const pages = hub.scanInstances({ splitAt, onTrouble: ({ message }) => told.push(message) });
      for await (const page of pages) expect(page.length).toBeGreaterThan(0);
    };
    await scan(1);
    expect(told).toEqual([]);
    await scan(3);
    expect(told[0]).toBe('The storage account devstoreaccount1 is throttling; it asked to wait 3 s.');
  });

  it('says why when the trouble stays', async () => {
    proxy.inject({ fault: { kind: 'broken-json' }, on: isPage });
    await expect(scannedIds()).rejects.toMatchObject({
      code: 'store-unavailable',
      message:
        'The answer of the storage account devstoreaccount1 for the table TroubleHubInstances broke off.',
    });
  });
});

describe('somebody who waits', () => {
  it('is told of a long pause at once, and no other call asks the account meanwhile', async () => {
    proxy.inject({ fault: { kind: 'status', status: 503, retryAfterSeconds: 7 }, times: 1 });
    const throttled = {
      code: 'store-unavailable',
      message: 'The storage account devstoreaccount1 is throttling; it asked to wait 7 s.',
    };
    await expect(hub.getInstance('order-000')).rejects.toMatchObject(throttled);
    await expect(hub.readBacklog()).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(hub.commands.terminate('order-000', 'enough')).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    expect(proxy.count()).toBe(1);
  });

  it('does not notice a short one', async () => {
    proxy.inject({ fault: { kind: 'status', status: 429, retryAfterSeconds: 1 }, times: 1 });
    expect((await hub.getInstance('order-000'))?.name).toBe('Order');
  });

  it('gets a row whose first answer ended in the middle', async () => {
    proxy.inject({ fault: { kind: 'cut-body' }, on: 'table-row', times: 1 });
    expect((await hub.getInstance('order-001'))?.name).toBe('Order');
  });
});
