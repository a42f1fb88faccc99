import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyFile } from '../../../shared/contract/history-file.ts';
import { historyStreamType, readHistory, type HistoryPage } from '../../../shared/contract/history.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { makeInstanceDetail, makeInstanceRow, makePayloadInfo } from '../../../shared/testing/instances.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { listenForTest } from '../../testing/listening.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const events = Array.from({ length: 7 }, (_, ordinal) => makeHistoryEvent({ ordinal }));
const histories = Object.fromEntries([...hostileIds, 'purged-row'].map((id) => [id, { events }]));
const hub = new MemoryTaskHub({
  instances: [...hostileIds, 'waiting'].map((instanceId) => makeInstanceRow({ instanceId })),
  histories,
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

/** What a compressor cannot make small. */
const noise = (bytes: number) => randomBytes(bytes / 2).toString('base64');

async function read(id: string, query = '') {
  const response = await server.get(instancePath(id, `/history${query}`)).expect(200);
  return readHistory.result.parse(response.body);
}

it.each(hostileIds)('history of %j is read by its id', async (id) => {
  expect((await read(id)).events).toHaveLength(7);
});

it('comes in pages', async () => {
  const first = await read('Case', '?limit=4');
  const second = await read('Case', `?limit=4&cursor=${first.nextCursor}`);
  expect([...first.events, ...second.events].map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(second.nextCursor).toBeNull();
});

it('is empty for an instance that has not started', async () => {
  expect(await read('waiting')).toMatchObject({ events: [], nextCursor: null });
});

it('is shown although the row is gone', async () => {
  expect((await read('purged-row')).events).toHaveLength(7);
});

it('of an id nobody has is not found', async () => {
  expect(errorOf(await server.get(instancePath('nobody', '/history')).expect(404)).code).toBe('not-found');
});

it.each(['?limit=0', '?limit=1001', '?limit=x'])('%s is refused', async (query) => {
  const response = await server.get(instancePath('Case', `/history${query}`)).expect(400);
  expect(errorOf(response).message).toContain('query.limit');
});

it('tells the index who started the instance', async () => {
  const parent = { instanceId: 'boss', executionId: null, name: null, taskScheduledId: null };
  hub.setHistory('Case', {
    events: [makeHistoryEvent({ ordinal: 0 }), makeHistoryEvent({ ordinal: 1, parent })],
  });
  const { index } = await server.hub('memory~TestHub');
  await read('Case');
  const parentInIndex = async () => (await index.watched(['Case'], '')).rows[0]?.parentInstanceId;
  await expect.poll(parentInIndex).toBe('boss');
});

describe('as a stream', () => {
  const long = Array.from({ length: 25 }, (_, ordinal) => makeHistoryEvent({ ordinal }));
  const small = new MemoryTaskHub({
    pageSize: 10,
    instances: ['long', 'waiting'].map((instanceId) => makeInstanceRow({ instanceId })),
    histories: { long: { events: long } },
  });
  let streaming: TestApp;
  beforeAll(async () => (streaming = await startTestApp(small)));
  afterAll(() => streaming.close());

  const ask = (id: string, query = '') =>
    streaming.get(instancePath(id, `/history${query}`)).set('accept', historyStreamType);

  async function lines(id: string, query = ''): Promise<HistoryPage[]> {
    const response = await ask(id, query)
      .buffer()
      .expect(200)
      .expect('content-type', /ndjson/);
    return response.text
      .trimEnd()
      .split('\n')
      .map((line) => readHistory.result.parse(JSON.parse(line)));
  }

  it('comes with all its pages, one a line', async () => {
    const pages = await lines('long');
    expect(pages.map(({ events: some }) => some.length)).toEqual([10, 10, 5]);
    expect(pages.map(({ nextCursor }) => nextCursor === null)).toEqual([false, false, true]);
  });

  it('goes on behind a cursor', async () => {
    const [page] = await lines('long', `?cursor=after:${long[20]!.rowKey}`);
    expect(page?.events.map(({ ordinal }) => ordinal)).toEqual([21, 22, 23, 24]);
  });

  it('is empty for an instance that has not started, and not found for an id nobody has', async () => {
    expect((await lines('waiting'))[0]).toMatchObject({ events: [], nextCursor: null });
    expect(errorOf(await ask('nobody').expect(404)).code).toBe('not-found');
  });

  it('fails with code and message before the first page, and is cut off behind it', async () => {
    small.fail('scanHistory');
    expect(errorOf(await ask('long').expect(503)).code).toBe('store-unavailable');
    small.recover('scanHistory');
    small.beforePage = (operation, page) => {
      if (operation === 'scanHistory' && page === 2) throw new Error('the store went away');
    };
    await expect(ask('long').buffer()).rejects.toThrow();
    small.beforePage = () => undefined;
  });

  it('reads no further than the client takes', { timeout: 30_000 }, async () => {
    const listening = await listenForTest(streaming.app);
    let pages = 0;
    const wide = Array.from({ length: 6000 }, (_, ordinal) =>
      makeHistoryEvent({ ordinal, payloads: { Input: makePayloadInfo({ preview: noise(12_000) }) } }),
    );
    small.setHistory('long', { events: wide });
    small.beforePage = () => {
      pages++;
    };
    const leave = new AbortController();
    const response = await fetch(`${listening.url}${instancePath('long', '/history')}`, {
      headers: { accept: historyStreamType },
      signal: leave.signal,
    });
    await response.body!.getReader().read();
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = pages === before;
          before = pages;
          return isStill;
        },
        { interval: 300, timeout: 20_000 },
      )
      .toBe(true);
    expect(pages).toBeLessThan(400);
    leave.abort();
    await listening.close();
    small.beforePage = () => undefined;
    small.setHistory('long', { events: long });
  });
});

describe('as a file', () => {
  const info = makePayloadInfo({ ref: 'event-input', preview: '{"big' });
  const files = new MemoryTaskHub({
    pageSize: 2,
    instances: [makeInstanceDetail({ instanceId: 'a/b?', input: makePayloadInfo({ ref: 'row-input' }) })],
    histories: {
      'a/b?': {
        events: [
          makeHistoryEvent({ ordinal: 0 }),
          makeHistoryEvent({ ordinal: 1, payloads: { Input: info } }),
          makeHistoryEvent({ ordinal: 2, isLeftover: true }),
        ],
      },
      'row gone': { events: [makeHistoryEvent()] },
    },
    payloads: { 'a/b?': { 'event-input': '{"big":true}', 'row-input': '"row"' } },
  });
  let serving: TestApp;
  beforeAll(async () => (serving = await startTestApp(files)));
  afterAll(() => serving.close());

  it('has every event and the whole texts of all payloads', async () => {
    const response = await serving.get(instancePath('a/b?', '/history-file')).buffer().expect(200);
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="a-b--history-[\w-]+\.json"$/,
    );
    const file = historyFile.parse(JSON.parse(response.text));
    expect(file).toMatchObject({ hub: 'memory~TestHub', instanceId: 'a/b?', problems: [] });
    expect(file.instance?.input?.text).toBe('"row"');
    expect(file.events.map(({ ordinal, isLeftover }) => [ordinal, isLeftover])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
    expect(file.events[1]?.payloads.Input).toEqual({ ...info, text: '{"big":true}' });
  });

  it('is there without the row, and says so', async () => {
    const response = await serving.get(instancePath('row gone', '/history-file')).buffer().expect(200);
    expect(historyFile.parse(JSON.parse(response.text))).toMatchObject({ instance: null, events: [{}] });
  });

  it('of an id nobody has is not found', async () => {
    await serving.get(instancePath('nobody', '/history-file')).expect(404);
  });
});
