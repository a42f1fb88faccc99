import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  payloadSearch,
  payloadSearchBounds,
  type PayloadSearch,
} from '../../../shared/contract/payload-search.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { makeInstanceDetail, makePayloadInfo } from '../../../shared/testing/instances.ts';
import { makePayload } from '../../../shared/testing/payloads.ts';
import { AppError } from '../../errors.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { RowsIndex } from '../../testing/rows-index.ts';
import { errorOf, startTestAppOn, type TestApp } from '../../testing/test-app.ts';
import { PayloadSearchService } from './payload-search-service.ts';

const path = '/api/hubs/memory~TestHub/payload-searches';
let server: TestApp;
let hub: MemoryTaskHub;
let index: RowsIndex;
let nowMs = 0;

/** Instances `i-0`, `i-1`, … with these inputs and no output; texts over 256 characters are read on their own. */
async function start(inputs: readonly string[], retryDelaysMs: readonly number[] = [0, 0]): Promise<void> {
  const details = inputs.map((text, n) => detailOf(`i-${n}`, text));
  hub = new MemoryTaskHub({
    instances: details,
    payloads: Object.fromEntries(inputs.map((text, n) => [`i-${n}`, { Input: text }])),
  });
  index = RowsIndex.of(details);
  server = await startTestAppOn([new MemoryConnection([hub])], {
    openIndex: () => Promise.resolve(index),
    payloadSearches: new PayloadSearchService({ retryDelaysMs, now: () => nowMs }),
  });
}

function detailOf(instanceId: string, text: string): InstanceDetail {
  const preview = text.slice(0, 256);
  return makeInstanceDetail({
    instanceId,
    input: makePayloadInfo({ preview, sizeBytes: Buffer.byteLength(text) }),
  });
}

beforeEach(() => (nowMs = 0));
afterEach(() => server.close());

async function begin(body: object = { text: 'needle' }): Promise<PayloadSearch> {
  return payloadSearch.parse((await server.write(path, body).expect(202)).body);
}
async function look(searchId: string): Promise<PayloadSearch> {
  return payloadSearch.parse((await server.get(`${path}/${searchId}`).expect(200)).body);
}
async function ended(search: PayloadSearch): Promise<PayloadSearch> {
  await expect.poll(async () => (await look(search.searchId)).state).not.toBe('running');
  return look(search.searchId);
}

/** Reads of instances wait until `open` is called. */
function holdReads() {
  const read = hub.getInstance.bind(hub);
  const waiting: (() => void)[] = [];
  hub.getInstance = async (id) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return read(id);
  };
  const open = (count = waiting.length) => waiting.splice(0, count).forEach((resolve) => resolve());
  return { waiting, open };
}

describe('a search', () => {
  it('finds a text in inputs and outputs and says where', async () => {
    await start(['nothing', 'a NEEDLE b', `${'x'.repeat(5_000)}needle${'y'.repeat(5_000)}`]);
    hub.put(
      makeInstanceDetail({ instanceId: 'i-0', input: null, output: makePayloadInfo({ ref: 'Input' }) }),
    );
    const result = await ended(await begin());
    expect(result).toMatchObject({ state: 'done', looked: 3, total: 3, leftOut: 0, unreadableCount: 0 });
    expect(result.matches.map(({ instanceId, place }) => [instanceId, place])).toEqual([
      ['i-1', 'input'],
      ['i-2', 'input'],
    ]);
    const [, { excerpt, at, length }] = result.matches as [unknown, PayloadSearch['matches'][number]];
    expect(excerpt.slice(at, at + length)).toBe('needle');
    expect(result.bytesRead).toBe(12 + 10 + 10_006);
  });

  it('reads a short payload with its instance and a long one on its own', async () => {
    await start(['short', 'x'.repeat(300)]);
    await ended(await begin());
    expect(hub.calls.readPayload).toBe(1);
    expect(hub.calls.getInstance).toBe(2);
  });

  it('heeds case and place when asked to', async () => {
    await start(['Needle', 'needle']);
    const sensitive = await ended(await begin({ text: 'needle', isCaseSensitive: true }));
    expect(sensitive.matches).toMatchObject([{ instanceId: 'i-1' }]);
    expect((await ended(await begin({ text: 'needle', places: ['output'] }))).matches).toEqual([]);
  });

  it('looks through the newest of what matches, and says how many it leaves out', async () => {
    await start(Array.from({ length: 250 }, () => 'hay'));
    const result = await ended(await begin({ text: 'needle', q: 'name:x', maxInstances: 130 }));
    expect(result).toMatchObject({ looked: 130, total: 130, leftOut: 120, q: 'name:x' });
    expect(index.questions).toEqual([{ q: 'name:x', sort: 'createdAt', order: 'desc' }]);
    expect(index.openSnapshots).toBe(0);
  });

  it('ends early with more finds than it keeps', async () => {
    await start(Array.from({ length: 900 }, () => 'needle'));
    const result = await ended(await begin());
    expect(result).toMatchObject({ state: 'done', stoppedBy: 'matches' });
    expect(result.matches).toHaveLength(payloadSearchBounds.matches);
    expect(result.looked).toBeLessThan(300);
  });

  it('ends early with more bytes than it may read, and says what it cut short', async () => {
    await start(Array.from({ length: 900 }, () => 'x'.repeat(300)));
    const big = makePayload('x'.repeat(1_000_000), { sizeBytes: 5_000_000, isTruncated: true });
    hub.readPayload = () => Promise.resolve({ ...big, ownerName: null });
    const result = await ended(await begin());
    expect(result).toMatchObject({
      state: 'done',
      stoppedBy: 'bytes',
      bytesRead: 200_000_000,
      cutShort: 200,
    });
  });

  it('names what it could not read and goes on', async () => {
    await start(['x'.repeat(300), 'needle', 'needle', 'needle']);
    hub.readPayload = () => Promise.reject(new AppError('not-found', 'Its blob is gone.'));
    hub.purge('i-2');
    const broken = makePayloadInfo({ preview: null, problem: 'It is torn.' });
    hub.put(makeInstanceDetail({ instanceId: 'i-3', input: broken }));
    const result = await ended(await begin());
    expect(result.unreadable.toSorted((a, b) => (a.instanceId < b.instanceId ? -1 : 1))).toEqual([
      { instanceId: 'i-0', message: 'Its blob is gone.' },
      { instanceId: 'i-2', message: 'It is gone from storage since the search began.' },
      { instanceId: 'i-3', message: 'It is torn.' },
    ]);
    expect(result).toMatchObject({ state: 'done', looked: 4, unreadableCount: 3 });
    expect(result.matches).toMatchObject([{ instanceId: 'i-1' }]);
  });

  it('reads four at a time and no more', async () => {
    await start(Array.from({ length: 20 }, () => 'hay'));
    const reads = holdReads();
    const search = await begin();
    await expect.poll(() => reads.waiting.length).toBe(4);
    expect(await look(search.searchId)).toMatchObject({ state: 'running', looked: 0, total: 20 });
    const opening = setInterval(() => reads.open(), 1);
    expect(await ended(search)).toMatchObject({ state: 'done', looked: 20 });
    clearInterval(opening);
  });
});

describe('trouble with storage', () => {
  it('is waited out, in sight', async () => {
    await start(
      ['needle', 'needle'],
      Array.from({ length: 1000 }, () => 1),
    );
    hub.fail('getInstance', new AppError('store-unavailable', 'The account does not answer.'));
    const search = await begin();
    await expect
      .poll(async () => (await look(search.searchId)).problem)
      .toEqual({ code: 'store-unavailable', message: 'The account does not answer.' });
    hub.recover('getInstance');
    expect(await ended(search)).toMatchObject({ state: 'done', problem: null, looked: 2 });
  });

  it('that stays ends the search with what it found so far', async () => {
    await start(['needle', ...Array.from({ length: 50 }, () => 'hay')]);
    const read = hub.getInstance.bind(hub);
    hub.getInstance = (id) =>
      id === 'i-0' ? read(id) : Promise.reject(new AppError('store-unavailable', 'Down for good.'));
    const result = await ended(await begin());
    expect(result).toMatchObject({ state: 'failed', problem: { message: 'Down for good.' } });
    expect(result.matches).toMatchObject([{ instanceId: 'i-0' }]);
    expect(result.looked).toBeLessThan(10);
  });

  it('of a kind nobody foresaw counts as unreadable and is logged once', async () => {
    await start(['a', 'b', 'c']);
    hub.fail('getInstance', new TypeError('broken decoder'));
    expect(await ended(await begin())).toMatchObject({ state: 'done', unreadableCount: 3 });
    expect(server.log.lines.filter((line) => line.includes('broken decoder'))).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('ends a search at once; nothing more is read, and what was found stays', async () => {
    await start(Array.from({ length: 50 }, () => 'needle'));
    const reads = holdReads();
    const search = await begin();
    await expect.poll(() => reads.waiting.length).toBe(4);
    reads.open(1);
    await expect.poll(async () => (await look(search.searchId)).looked).toBe(1);
    const before = await look(search.searchId);
    const response = await server.write(`${path}/${search.searchId}/cancel`, {}).expect(200);
    expect(payloadSearch.parse(response.body)).toEqual({ ...before, state: 'cancelled' });
    reads.open();
    await expect.poll(() => hub.calls.getInstance).toBe(5);
    expect(await look(search.searchId)).toEqual({ ...before, state: 'cancelled' });
    expect(reads.waiting).toEqual([]);
    expect(before.matches).toHaveLength(1);
  });

  it('ends the waiting for storage too', async () => {
    await start(['needle'], [3_600_000]);
    hub.fail('getInstance');
    const search = await begin();
    await expect.poll(async () => (await look(search.searchId)).problem).not.toBeNull();
    await server.write(`${path}/${search.searchId}/cancel`, {}).expect(200);
    expect(await ended(search)).toMatchObject({ state: 'cancelled', problem: null });
  });

  it('a search that has ended changes nothing', async () => {
    await start(['needle']);
    const done = await ended(await begin());
    await server.write(`${path}/${done.searchId}/cancel`, {}).expect(200, done);
  });
});

describe('bounds', () => {
  it('let three searches run in a hub, and another once one has ended', async () => {
    await start(['hay']);
    holdReads();
    const first = await begin();
    await begin();
    await begin();
    expect(errorOf(await server.write(path, { text: 'x' }).expect(409)).code).toBe('action-refused');
    await server.write(`${path}/${first.searchId}/cancel`, {}).expect(200);
    await begin();
  });

  it('count a search that is only being prepared', async () => {
    await start(['hay']);
    holdReads();
    const answers = await Promise.all(Array.from({ length: 6 }, () => server.write(path, { text: 'x' })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
  });

  it('keep a search for ten minutes after its end', async () => {
    await start(['hay']);
    const { searchId } = await ended(await begin());
    nowMs = 599_000;
    await look(searchId);
    nowMs = 601_000;
    expect(errorOf(await server.get(`${path}/${searchId}`).expect(404)).code).toBe('not-found');
  });

  it.each([
    ['no text', { text: '' }],
    ['a text without end', { text: 'x'.repeat(1001) }],
    ['no place', { text: 'x', places: [] }],
    ['too many instances', { text: 'x', maxInstances: 20_001 }],
  ])('refuse %s', async (_, body) => {
    await start(['hay']);
    await server.write(path, body).expect(400);
  });

  it('pass on that a filter is not understood, and keep no place for it', async () => {
    await start(['hay']);
    for (let n = 0; n < 5; n++) await server.write(path, { text: 'x', q: 'nonsense:' }).expect(400);
    await begin();
  });
});

it('of another hub is not found', async () => {
  await start(['hay']);
  await server.get(`${path}/nobody`).expect(404);
  await server.write(`${path}/nobody/cancel`, {}).expect(404);
});
