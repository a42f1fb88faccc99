import { gzipSync } from 'node:zlib';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { listenForTest, type Listening } from '../../testing/listening.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { escapePartitionKey } from './format/partition-key.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';

const secret = 'kept in another container';
let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;
let elsewhere: Listening;
let other: ContainerClient;
const asked: string[] = [];

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'ReachHub');
  await storage.largeMessages.create();
  other = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('other');
  await other.create();
  await other.getBlockBlobClient('secret.json.gz').uploadData(gzipSync(secret));
  await storage.largeMessages.getBlockBlobClient('own/input.json.gz').uploadData(gzipSync('the own input'));
  hub = connectStorage(azurite.connectionString).openHub('ReachHub');
  elsewhere = await listenForTest((request, response) => {
    asked.push(request.url ?? '');
    response.end(gzipSync(secret));
  });
});
afterAll(async () => {
  await elsewhere.close();
  await azurite.stop();
});

let count = 0;
/** Everything that is read of the payload of an instance with these columns. */
async function readInput(columns: Record<string, string>): Promise<string> {
  const instanceId = `reach-${count++}`;
  const row = { Name: 'Order', RuntimeStatus: 'Failed', ExecutionId: 'e', ...columns };
  await storage.instances.createEntity({ partitionKey: instanceId, rowKey: '', ...row });
  const said: unknown[] = [];
  for (const read of [
    () => hub.getInstance(instanceId),
    () => hub.readPayload(instanceId, 'instance:Input', 1000),
    () => hub.readPayload(instanceId, 'instance:Output', 1000),
  ])
    said.push(await read().catch((error: unknown) => String(error)));
  return JSON.stringify(said);
}

const container = () => storage.largeMessages.url;
const service = () => container().replace(/\/[^/]+$/, '');

it('a blob of the own container is read by its address and by its name', async () => {
  expect(await readInput({ Input: `${container()}/own/input.json.gz` })).toContain('the own input');
  expect(await readInput({ Input: '', InputBlobName: 'own/input.json.gz' })).toContain('the own input');
});

it.each([
  ['another host', () => `${elsewhere.url}/reachhub-largemessages/secret.json.gz`],
  [
    'another host behind a user name',
    () => `${container().replace('127.0.0.1', `127.0.0.1@localhost`)}/secret.json.gz`,
  ],
  [
    'another host behind user and password',
    () => container().replace('//', '//127.0.0.1:1@') + '/own/input.json.gz',
  ],
  ['another port', () => `${container().replace(/:\d+/, `:${new URL(elsewhere.url).port}`)}/secret.json.gz`],
  ['another scheme', () => `${container().replace('http:', 'https:')}/own/input.json.gz`],
  ['a file', () => 'file:///etc/passwd'],
  ['another container', () => `${service()}/other/secret.json.gz`],
  ['a container whose name begins like it', () => `${container()}-2/secret.json.gz`],
  ['a way up', () => `${container()}/../other/secret.json.gz`],
  ['an encoded way up', () => `${container()}/..%2Fother%2Fsecret.json.gz`],
  ['a way up in encoded dots', () => `${container()}/%2e%2e/other/secret.json.gz`],
  ['a way up that is encoded as a whole', () => `${container()}/%2e%2e%2Fother%2Fsecret.json.gz`],
  ['a way up in the middle', () => `${container()}/own%2F..%2F..%2Fother%2Fsecret.json.gz`],
  ['a way up that is encoded twice', () => `${container()}/..%252Fother%252Fsecret.json.gz`],
  ['a way up with backslashes', () => `${container()}/..%5Cother%5Csecret.json.gz`],
  ['a query', () => `${container()}/own/input.json.gz?comp=acl`],
  ['a signature', () => `${service()}/other/secret.json.gz?sig=x`],
])('%s is never read', async (_, address) => {
  const said = await readInput({ Input: address(), Output: address() });
  expect(said).not.toContain(secret);
  expect(said).not.toContain('the own input');
  expect(asked).toEqual([]);
});

it.each([
  '../other/secret.json.gz',
  'own/../../other/secret.json.gz',
  '..\\other\\secret.json.gz',
  './../other/secret.json.gz',
  '/../other/secret.json.gz',
  '%2e%2e/other/secret.json.gz',
])('a row that names the blob %j leads to nothing outside of the container', async (name) => {
  const said = await readInput({ Input: '', InputBlobName: name, Output: '', OutputBlobName: name });
  expect(said).not.toContain(secret);
});

it('an id that leads out of the container puts nothing into another one', async () => {
  const input = JSON.stringify('x'.repeat(100_000));
  for (const instanceId of ['../other', 'own/../../other']) {
    const row = { Name: 'Order', RuntimeStatus: 'Running', ExecutionId: 'e' };
    await storage.instances.createEntity({
      partitionKey: escapePartitionKey(instanceId),
      rowKey: '',
      ...row,
    });
    await expect(hub.commands.raiseEvent(instanceId, { name: 'Go', input })).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('outside of the task hub') as string,
    });
  }
  const found = [];
  for await (const { name } of other.listBlobsFlat()) found.push(name);
  expect(found).toEqual(['secret.json.gz']);
});
