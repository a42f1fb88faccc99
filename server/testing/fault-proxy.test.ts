import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { startFaultProxy, type FaultProxy, type SeenRequest } from './fault-proxy.ts';
import { connectStorage, createStorageHub, storageHub } from './storage-hub.ts';

let azurite: Azurite;
let proxy: FaultProxy;
let url: string;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
  await createStorageHub(azurite.connectionString, 'FaultHub');
  url = `${/TableEndpoint=([^;]+)/.exec(proxy.connectionString)![1]!}/Tables`;
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});
beforeEach(() => {
  proxy.heal();
  proxy.forgetRequests();
});

/** Unsigned, so that the storage refuses it: enough to see whether and how an answer arrives. */
const ask = (signal?: AbortSignal) => fetch(url, signal ? { signal } : {});

it('leaves signed reads and writes of all services intact, and tells their kinds', async () => {
  const { instances, queue, largeMessages } = storageHub(proxy.connectionString, 'FaultHub');
  await instances.createEntity({ partitionKey: 'it’s 100% 1', rowKey: '', Name: 'Order' });
  await largeMessages.create();
  await largeMessages.getBlockBlobClient('a b/ü.json.gz').uploadData(Buffer.from('bytes'));
  expect((await largeMessages.getBlobClient('a b/ü.json.gz').downloadToBuffer()).toString()).toBe('bytes');
  await queue('workitems').peekMessages();
  const connection = connectStorage(proxy.connectionString);
  const row = await connection.openHub('FaultHub').getInstance('it’s 100% 1');
  expect(row?.name).toBe('Order');
  expect(await connection.discoverHubs()).toEqual(['FaultHub']);
  const kinds = new Set(proxy.requests.map(({ kind }: SeenRequest) => kind));
  expect([...kinds].sort()).toEqual([
    'blob-read',
    'blob-write',
    'queue-read',
    'table-list',
    'table-query',
    'table-row',
    'table-write',
  ]);
  expect(proxy.count()).toBe(proxy.requests.length);
  expect(proxy.count('table-list')).toBe(1);
});

it('refuses as often as told, with the wait it was given', async () => {
  proxy.inject({ fault: { kind: 'status', status: 429, retryAfterSeconds: 7 }, times: 2 });
  for (let i = 0; i < 2; i++) {
    const response = await ask();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  }
  expect((await ask()).status).toBe(403);
});

it('resets, cuts and stays silent', async () => {
  proxy.inject({ fault: { kind: 'reset' }, times: 1 }, { fault: { kind: 'cut-body' }, times: 1 });
  await expect(ask()).rejects.toThrow();
  const cut = await ask();
  expect(cut.status).toBe(403);
  await expect(cut.text()).rejects.toThrow();
  proxy.inject({ fault: { kind: 'silence' }, times: 1 });
  await expect(ask(AbortSignal.timeout(50))).rejects.toThrow('timeout');
});

it('passes half a body off as a whole one', async () => {
  const whole = await (await ask()).text();
  proxy.inject({ fault: { kind: 'broken-json' }, times: 1 });
  expect(await (await ask()).text()).toBe(whole.slice(0, Math.floor(whole.length / 2)));
});

it('hits only the requests it is told to hit', async () => {
  proxy.inject({ fault: { kind: 'status', status: 503 }, on: 'queue-read' });
  expect((await ask()).status).toBe(403);
  proxy.inject({ fault: { kind: 'status', status: 503 }, on: ({ url: path }) => path.endsWith('/Tables') });
  expect((await ask()).status).toBe(503);
});

it('does the same harm with the same seed', async () => {
  const statuses = async () => {
    const another = await startFaultProxy(azurite.connectionString, 'other faults');
    const target = `${/TableEndpoint=([^;]+)/.exec(another.connectionString)![1]!}/Tables`;
    another.inject({ fault: { kind: 'status', status: 503 }, share: 0.5 });
    const seen: number[] = [];
    for (let i = 0; i < 20; i++) seen.push((await fetch(target)).status);
    await another.stop();
    return seen;
  };
  const first = await statuses();
  expect(new Set(first).size).toBe(2);
  expect(await statuses()).toEqual(first);
});
