import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { summariseFailure } from '../../../shared/domain/failure-summary.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { FailureScanRequest, ScannedFailure, TaskHub } from '../../task-hub/task-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';

const declined = 'System.InvalidOperationException: card declined: limit 1000';
let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;

async function put(instanceId: string, columns: Record<string, unknown> = {}) {
  const row = { Name: 'Order', RuntimeStatus: 'Failed', ExecutionId: 'e', Output: declined, ...columns };
  await storage.instances.upsertEntity({ partitionKey: instanceId, rowKey: '', ...row }, 'Replace');
}

async function putBlob(name: string, content: Buffer): Promise<string> {
  await storage.largeMessages.getBlockBlobClient(name).uploadData(content);
  return `${storage.largeMessages.url}/${name}`;
}

async function scan(instanceIds: FailureScanRequest['instanceIds']): Promise<ScannedFailure[]> {
  const found: ScannedFailure[] = [];
  for await (const page of hub.scanFailures({ instanceIds })) found.push(...page);
  return found.sort((one, other) => (one.instanceId < other.instanceId ? -1 : 1));
}

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'FailHub');
  await storage.largeMessages.create();
  hub = connectStorage(azurite.connectionString).openHub('FailHub');
  await put('declined');
  await put("it's declined", { Output: 'Contoso.StockException: none left' });
  await put('running', { RuntimeStatus: 'Running', Output: 'resumed' });
});
afterAll(() => azurite.stop());

it('reads why instances failed, and leaves out those that did not or are gone', async () => {
  const ids = ['declined', 'running', 'gone', "it's declined"];
  const found = await scan(ids);
  expect(found.map(({ instanceId, failure }) => [instanceId, failure.errorType])).toEqual([
    ['declined', 'System.InvalidOperationException'],
    ["it's declined", 'Contoso.StockException'],
  ]);
  expect(found[0]?.rowVersion).toBe((await hub.getInstance('declined'))?.rowVersion);
});

it('finds all failed instances of a hub in one reading', async () => {
  expect(await scan('all')).toEqual(await scan(['declined', "it's declined"]));
});

it('says of one instance why it failed, and nothing of one that is open', async () => {
  expect((await hub.getInstance('declined'))?.failure).toEqual(summariseFailure(declined));
  expect((await hub.getInstance('running'))?.failure).toBeNull();
});

it('opens an output that is kept in a blob, however long it is', async () => {
  const text = `${declined}\n${'at Contoso.Pay()\n'.repeat(400_000)}`;
  await put('large', { Output: await putBlob('large/output.json.gz', gzipSync(text)) });
  expect((await hub.getInstance('large'))?.failure).toEqual(summariseFailure(text));
  expect((await scan(['large']))[0]?.failure).toEqual(summariseFailure(text));
});

it('knows of a failure without words when its output is missing, gone or unreadable', async () => {
  await put('no-output', { Output: undefined });
  await put('gone-output', { Output: `${storage.largeMessages.url}/gone/output.json.gz` });
  await put('no-gzip', { Output: await putBlob('plain/output.json.gz', Buffer.from('plain')) });
  const ids = ['gone-output', 'no-gzip', 'no-output'];
  const found = await scan(ids);
  expect(found.map(({ instanceId }) => instanceId)).toEqual(ids);
  expect(new Set(found.map(({ failure }) => failure.message))).toEqual(new Set(['']));
});

it('stops when told to', async () => {
  const stop = new AbortController();
  stop.abort(new Error('nobody is watching'));
  const pages = hub.scanFailures({ instanceIds: ['declined'], signal: stop.signal });
  await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow('nobody is watching');
});
