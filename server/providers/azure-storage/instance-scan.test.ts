import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { ScanRequest, TaskHub } from '../../task-hub/task-hub.ts';
import { startFaultProxy } from '../../testing/fault-proxy.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';
import { escapePartitionKey } from './format/partition-key.ts';

let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;

async function put(target: StorageHub, instanceId: string, columns: Record<string, unknown> = {}) {
  const row = { Name: 'Order', RuntimeStatus: 'Running', ExecutionId: 'e', ...columns };
  await target.instances.upsertEntity(
    { partitionKey: escapePartitionKey(instanceId), rowKey: '', ...row },
    'Replace',
  );
}

async function scan(from: TaskHub, request: ScanRequest = {}): Promise<InstanceRow[]> {
  const rows: InstanceRow[] = [];
  for await (const page of from.scanInstances(request)) rows.push(...page);
  return rows;
}

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'ScanHub');
  hub = connectStorage(azurite.connectionString).openHub('ScanHub');
});
afterAll(() => azurite.stop());

it('gives every hostile id back as it is, in lists and one by one', async () => {
  for (const id of hostileIds) await put(storage, id, { Input: `"${id.length}"` });
  const listed = (await scan(hub)).map(({ instanceId }) => instanceId);
  expect([...listed].sort()).toEqual([...hostileIds].sort());
  for (const id of hostileIds) {
    const detail = await hub.getInstance(id);
    expect([detail?.instanceId, detail?.input?.preview]).toEqual([id, `"${id.length}"`]);
  }
});

it('gives every hostile id once when the hub is divided at hostile ids', async () => {
  const splitAt = [...hostileIds, 'half of one: \ud83d', "'", '\uffff'];
  const listed: string[] = [];
  for await (const page of hub.scanInstanceIds({ splitAt })) listed.push(...page);
  expect([...listed].sort()).toEqual([...hostileIds].sort());
});

it('divides a hub by a sample only where execution ids are random', async () => {
  const proxy = await startFaultProxy(azurite.connectionString);
  const sampled = await createStorageHub(azurite.connectionString, 'SampledHub');
  const fill = async (executionId: (i: number) => string) => {
    for (let i = 0; i < 40; i++) await put(sampled, `id-${10 + i}`, { ExecutionId: executionId(i) });
    proxy.forgetRequests();
    const rows = await scan(connectStorage(proxy.connectionString).openHub('SampledHub'));
    expect(rows).toHaveLength(40);
    return proxy.requests.filter(({ url }) => url.includes('Instances()')).length;
  };
  expect(await fill((i) => `00${i}`)).toBe(1 + 8);
  expect(await fill(() => '')).toBe(1 + 1);
  expect(await fill((i) => `ff${i}`)).toBe(1 + 1);
  await proxy.stop();
});

it('leaves out rows that are no instances', async () => {
  await storage.instances.createEntity({ partitionKey: 'case', rowKey: 'something else' });
  const listed = (await scan(hub)).filter(({ instanceId }) => instanceId === 'case');
  expect(listed).toHaveLength(1);
  expect(listed[0]?.name).toBe('Order');
});

it('reads only rows written since an instant, the instant included', async () => {
  await put(storage, 'written-first');
  const first = await hub.getInstance('written-first');
  await put(storage, 'written-second');
  const writtenSince = first!.rowVersion;
  const ids = (await scan(hub, { writtenSince })).map(({ instanceId }) => instanceId);
  expect(ids).toEqual(['written-first', 'written-second']);
});

it('does not fetch inputs and outputs for a list', async () => {
  await put(storage, 'with-output', { Output: 'x'.repeat(20_000), CustomStatus: `"${'🚀'.repeat(2000)}"` });
  const row = (await scan(hub)).find(({ instanceId }) => instanceId === 'with-output')!;
  expect(row).not.toHaveProperty('output');
  expect(row.customStatus).toBe(`"${'🚀'.repeat(511)}`);
});

it('goes through all pages, and stops between them when told to', async () => {
  const many = await createStorageHub(azurite.connectionString, 'ManyHub');
  const ids = Array.from({ length: 1100 }, (_, i) => `many-${String(i).padStart(4, '0')}`);
  for (let i = 0; i < ids.length; i += 50) {
    await Promise.all(ids.slice(i, i + 50).map((id) => put(many, id)));
  }
  const manyHub = connectStorage(azurite.connectionString).openHub('ManyHub');
  expect((await scan(manyHub)).map(({ instanceId }) => instanceId).sort()).toEqual(ids);

  const stop = new AbortController();
  let pages = 0;
  const interrupted = async () => {
    for await (const page of manyHub.scanInstanceIds({ signal: stop.signal })) {
      pages += page.length > 0 ? 1 : 0;
      stop.abort(new Error('nobody is watching'));
    }
  };
  await expect(interrupted()).rejects.toThrow('nobody is watching');
  expect(pages).toBe(1);
});

it('names the table that a hub lacks', async () => {
  const missing = connectStorage(azurite.connectionString).openHub('NoSuchHub');
  await expect(scan(missing)).rejects.toMatchObject({
    code: 'not-found',
    message: 'The storage account devstoreaccount1 has no table NoSuchHubInstances.',
  });
});
