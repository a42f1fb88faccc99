import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryPage } from '../../../shared/contract/history.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';
import { compressText } from './format/large-payload.ts';

let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;

const keyOf = (ordinal: number) => ordinal.toString(16).toUpperCase().padStart(16, '0');

interface Rows {
  readonly from: number;
  readonly to: number;
  readonly executionId?: string;
}

async function write(instanceId: string, { from, to, executionId = 'e1' }: Rows): Promise<void> {
  for (let start = from; start < to; start += 100) {
    const count = Math.min(100, to - start);
    await storage.history.submitTransaction(
      Array.from({ length: count }, (_, i) => [
        'upsert',
        {
          partitionKey: instanceId,
          rowKey: keyOf(start + i),
          EventType: 'OrchestratorStarted',
          EventId: -1,
          ExecutionId: executionId,
          _Timestamp: { type: 'DateTime', value: '2026-11-21T05:00:00.1234567Z' },
        },
        'Replace',
      ]),
    );
  }
}

async function mark(instanceId: string, executionId = 'e1'): Promise<void> {
  const entity = { partitionKey: instanceId, rowKey: 'sentinel', ExecutionId: executionId };
  await storage.history.upsertEntity({ ...entity, IsCheckpointComplete: true }, 'Replace');
}

async function scan(instanceId: string, cursor?: string): Promise<HistoryPage[]> {
  const pages: HistoryPage[] = [];
  for await (const page of hub.scanHistory(instanceId, { cursor })) pages.push(page);
  return pages;
}

const ordinalsOf = (pages: readonly HistoryPage[]) =>
  pages.flatMap(({ events }) => events.map(({ ordinal }) => ordinal));
const count = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  storage = await createStorageHub(azurite.connectionString, 'ScanHub');
  hub = connectStorage(azurite.connectionString).openHub('ScanHub');
  await write('long', { from: 0, to: 3400 });
  await mark('long');
}, 60_000);
afterAll(() => azurite.stop());

describe('a history read in ranges', () => {
  it('comes whole and in order, and only its last page has no next cursor', async () => {
    const pages = await scan('long');
    expect(ordinalsOf(pages)).toEqual(count(0, 3400));
    expect(pages.slice(0, -1).every(({ nextCursor }) => nextCursor !== null)).toBe(true);
    expect(pages.at(-1)?.nextCursor).toBeNull();
    expect(pages.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('gives its first rows in a small page', async () => {
    expect((await scan('long'))[0]?.events.length).toBeLessThan(500);
  });

  it('goes on behind any of its cursors', async () => {
    const pages = await scan('long');
    const rest = await scan('long', pages[1]?.nextCursor ?? '');
    expect([...ordinalsOf(pages.slice(0, 2)), ...ordinalsOf(rest)]).toEqual(count(0, 3400));
  });

  it('of a few rows is one page', async () => {
    await write('short', { from: 0, to: 5 });
    await mark('short');
    expect((await scan('short')).map(({ events }) => events.length)).toEqual([5]);
  });

  it.each([
    ['a few rows', 1200, 1203],
    ['whole ranges', 1200, 4700],
    ['rows where two ranges meet', 1240, 1260],
  ])('goes on behind lost rows, and names them: %s', async (what, from, to) => {
    const id = `gap ${what}`;
    await write(id, { from: 0, to: from });
    await write(id, { from: to, to: to + 700 });
    await mark(id);
    const pages = await scan(id);
    expect(ordinalsOf(pages)).toEqual([...count(0, from), ...count(to, to + 700)]);
    expect(pages.flatMap(({ problems }) => problems)).toEqual([
      `Rows ${from} to ${to - 1} of the history are missing.`,
    ]);
  });

  it('shows rows whose key is no number in the order of their keys', async () => {
    await write('odd', { from: 0, to: 300 });
    await storage.history.createEntity({
      partitionKey: 'odd',
      rowKey: `${keyOf(280)}x`,
      EventType: 'TaskScheduled',
      ExecutionId: 'e1',
    });
    await mark('odd');
    const keys = (await scan('odd')).flatMap(({ events }) => events.map(({ rowKey }) => rowKey));
    expect(keys).toHaveLength(301);
    expect(keys).toEqual([...keys].sort());
  });

  it('marks what longer executions before left behind', async () => {
    await write('again', { from: 0, to: 1500, executionId: 'e0' });
    await write('again', { from: 0, to: 400 });
    await mark('again');
    const pages = await scan('again');
    const events = pages.flatMap((page) => page.events);
    expect(events.map(({ isLeftover }) => isLeftover)).toEqual([
      ...count(0, 400).map(() => false),
      ...count(400, 1500).map(() => true),
    ]);
    expect(pages.reduce((sum, { leftoverRows }) => sum + leftoverRows, 0)).toBe(1100);
    expect(pages.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('has what is written behind it while it is read', async () => {
    await write('growing', { from: 0, to: 1300 });
    await mark('growing');
    const pages: HistoryPage[] = [];
    for await (const page of hub.scanHistory('growing', {})) {
      if (pages.length === 0) await write('growing', { from: 1300, to: 1320 });
      pages.push(page);
    }
    expect(ordinalsOf(pages)).toEqual(count(0, 1320));
  });

  it('says in the end when another execution has begun meanwhile', async () => {
    await write('renewed', { from: 0, to: 600 });
    await mark('renewed');
    const pages: HistoryPage[] = [];
    for await (const page of hub.scanHistory('renewed', {})) {
      if (pages.length === 0) await mark('renewed', 'e2');
      pages.push(page);
    }
    expect(pages[0]?.executionId).toBe('e1');
    expect(pages.at(-1)?.executionId).toBe('e2');
  });

  it('ends with the reason of its signal', async () => {
    const leave = new AbortController();
    const read = async () => {
      for await (const page of hub.scanHistory('long', { signal: leave.signal })) {
        if (page.nextCursor !== null) leave.abort(new Error('nobody listens'));
      }
    };
    await expect(read()).rejects.toThrow();
  });
});

it('gives the same events as page by page, with the texts of all payloads', async () => {
  const recorded = connectStorage(azurite.connectionString).openHub('RecordedHub');
  const page = await recorded.readHistory('big-200k', { limit: 1000 });
  const events = [];
  for await (const part of recorded.scanHistoryTexts('big-200k')) events.push(...part.events);
  expect(events.map(({ rowKey }) => rowKey)).toEqual(page.events.map(({ rowKey }) => rowKey));
  const payloads = events.flatMap((event) => Object.values(event.payloads));
  expect(payloads.some(({ location }) => location === 'blob')).toBe(true);
  for (const { ref, text } of payloads) {
    const payload = await recorded.readPayload('big-200k', ref, 10_000_000);
    expect(text).toBe(payload.text);
  }
});

it('keeps a payload whose blob is gone, and says so', async () => {
  await storage.largeMessages.createIfNotExists();
  await storage.largeMessages.getBlockBlobClient('there.json.gz').uploadData(await compressText('"kept"'));
  const row = { partitionKey: 'blobs', EventType: 'EventRaised', ExecutionId: 'e1', Input: '' };
  await storage.history.createEntity({ ...row, rowKey: keyOf(0), InputBlobName: 'there.json.gz' });
  await storage.history.createEntity({ ...row, rowKey: keyOf(1), InputBlobName: 'gone.json.gz' });
  await mark('blobs');
  const inputs = [];
  for await (const { events } of hub.scanHistoryTexts('blobs'))
    inputs.push(...events.map(({ payloads }) => payloads.Input));
  expect(inputs[0]).toMatchObject({ text: '"kept"', problem: null });
  expect(inputs[1]).toMatchObject({ text: null, problem: expect.stringContaining('gone') as string });
});
