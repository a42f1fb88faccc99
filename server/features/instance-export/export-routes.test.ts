import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportColumns } from '../../../shared/contract/instance-export.ts';
import { instanceRow, type InstanceRow } from '../../../shared/contract/instances.ts';
import { at, makeInstanceRow, makeInstanceRows } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { listenForTest, type Listening } from '../../testing/listening.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { RowsIndex } from '../../testing/rows-index.ts';
import { errorOf, startTestAppOn, type TestApp } from '../../testing/test-app.ts';

const path = '/api/hubs/memory~TestHub/instance-export';
let index: RowsIndex;
let server: TestApp;
let listening: Listening;

beforeEach(async () => {
  index = RowsIndex.of(makeInstanceRows(250));
  server = await startTestAppOn([new MemoryConnection([new MemoryTaskHub()])], {
    openIndex: () => Promise.resolve(index),
  });
  listening = await listenForTest(server.app);
});
afterEach(async () => {
  await listening.close();
  await server.close();
});

const download = (query: string) => fetch(`${listening.url}${path}?${query}`);
const textOf = async (query: string) => Buffer.from(await (await download(query)).arrayBuffer()).toString();

/** Pages without an end, or with the given end. */
function* endless(end: (page: number) => void = () => undefined): Generator<readonly InstanceRow[]> {
  const page = makeInstanceRows(500);
  for (let number = 0; ; number++) {
    end(number);
    yield page;
  }
}

/** Cells of a CSV file as a reader by the book sees them. */
function cellsOf(csv: string): string[][] {
  const lines = csv.match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? [];
  return lines.map((line) =>
    (line.trimEnd().match(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g) ?? []).map((cell) =>
      cell
        .replace(/^,/, '')
        .replace(/^"([^]*)"$/, '$1')
        .replaceAll('""', '"'),
    ),
  );
}

describe('a file', () => {
  it('has every row as it is, in order, as JSON and as one JSON text a line', async () => {
    const rows = makeInstanceRows(250);
    expect(JSON.parse(await textOf('format=json'))).toEqual(rows);
    const lines = (await textOf('format=ndjson')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => instanceRow.parse(JSON.parse(line)))).toEqual(rows);
  });

  it('has a line for every row and a heading as CSV, with a mark for Excel', async () => {
    const text = await textOf('format=csv');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const [heading, ...lines] = cellsOf(text.slice(1));
    expect(heading).toEqual([...exportColumns]);
    expect(lines).toHaveLength(250);
    const first = makeInstanceRows(1)[0]!;
    expect(lines[0]![0]).toBe(first.instanceId);
    expect(lines[0]![heading!.indexOf('createdAt')]).toBe(first.createdAt);
  });

  it('has the asked columns in the asked order', async () => {
    index = RowsIndex.of([]);
    const text = await textOf('format=csv&column=name&column=instanceId&column=durationMs');
    expect(text).toContain('name,instanceId,durationMs\r\n');
  });

  it('asks the index for the filter and the order of the list', async () => {
    await textOf('format=json&q=status%3Afailed&sort=name&order=asc');
    await textOf('format=json');
    expect(index.questions).toEqual([
      { q: 'status:failed', sort: 'name', order: 'asc' },
      { q: '', sort: 'createdAt', order: 'desc' },
    ]);
  });

  it('is announced with its rows, a name and a type', async () => {
    const { headers } = await download('format=csv');
    expect(headers.get('x-total-rows')).toBe('250');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="memory-TestHub-instances-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv"$/,
    );
  });

  it.each(['csv', 'json', 'ndjson'])('travels compressed as %s', async (format) => {
    expect((await download(`format=${format}`)).headers.get('content-encoding')).toBe('gzip');
  });
});

it.each([
  ['csv', '\uFEFFinstanceId\r\n'],
  ['json', '[\n]\n'],
  ['ndjson', ''],
])('without rows is a whole file as %s', async (format, text) => {
  index.make = () => ({ total: 0, pages: [] });
  expect(await textOf(`format=${format}&column=instanceId`)).toBe(text);
});

it('keeps hostile texts inside their cells and harmless in a spreadsheet', async () => {
  index.make = () => ({
    total: 1,
    pages: [
      [
        makeInstanceRow({
          instanceId: '=cmd|"/C calc"!A0',
          name: 'two\r\n"lines", one cell',
          customStatus: '{"a":-1,"b":"x;=1"}',
          version: '',
          tags: { '-x': '+1' },
          createdAt: at(10),
          completedAt: at(4),
        }),
      ],
    ],
  });
  const columns = ['instanceId', 'name', 'customStatus', 'version', 'executionId', 'tags', 'durationMs'];
  const text = await textOf(`format=csv&${columns.map((column) => `column=${column}`).join('&')}`);
  const [, cells] = cellsOf(text.slice(1));
  expect(cells!.slice(0, 4)).toEqual([
    `'=cmd|"/C calc"!A0`,
    'two\r\n"lines", one cell',
    `{"a":-1,"b":"x;'=1"}`,
    '',
  ]);
  expect(cells![6]).toBe('-6000');
});

describe('refused', () => {
  it.each(['', 'format=xml', 'format=csv&column=secret', 'format=csv&sort=secret', 'format=csv&page=2'])(
    'is the query %j',
    async (query) => {
      expect(errorOf(await server.get(`${path}?${query}`).expect(400)).code).toBe('invalid-request');
    },
  );

  it('is a filter nobody understands, with words instead of a file', async () => {
    const response = await server.get(`${path}?format=csv&q=nonsense%3A`).expect(400);
    expect(errorOf(response).message).toBe('The filter is not understood.');
    expect(response.headers['content-disposition']).toBeUndefined();
  });

  it('is a hub nobody has', async () => {
    await server.get(`/api/hubs/memory~Nothing/instance-export?format=csv`).expect(404);
  });
});

describe('a failure', () => {
  const broken = new AppError('internal', 'The index broke.');

  it('before the first row is an answer', async () => {
    index.make = () => ({
      total: 9,
      pages: endless(() => {
        throw broken;
      }),
    });
    const response = await server.get(`${path}?format=json`).expect(500);
    expect(errorOf(response).message).toBe('The index broke.');
    expect(response.headers['content-disposition']).toBeUndefined();
    expect(index.openSnapshots).toBe(0);
  });

  it.each(['csv', 'json', 'ndjson'])('midway cuts the connection of %s', async (format) => {
    index.make = () => ({
      total: 9_999,
      pages: endless((page) => {
        if (page === 20) throw broken;
      }),
    });
    const response = await download(`format=${format}`);
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(index.openSnapshots).toBe(0);
    expect(server.log.lines.join()).toContain('The index broke.');
  });
});

describe('a client', () => {
  it('that leaves lets the snapshot go, and nothing failed', async () => {
    index.make = () => ({ total: 1_000_000, pages: endless() });
    const leave = new AbortController();
    const response = await fetch(`${listening.url}${path}?format=csv`, { signal: leave.signal });
    await response.body!.getReader().read();
    expect(index.openSnapshots).toBe(1);
    leave.abort();
    await expect.poll(() => index.openSnapshots).toBe(0);
    expect(server.log.lines.join()).not.toContain('request failed');
  });

  it('that does not read makes the index wait', async () => {
    index.make = () => ({ total: 1_000_000, pages: endless() });
    const leave = new AbortController();
    await fetch(`${listening.url}${path}?format=json`, {
      signal: leave.signal,
      headers: { 'accept-encoding': 'identity' },
    });
    let before = -1;
    await expect
      .poll(
        () => {
          const hasStopped = before === index.pagesRead;
          before = index.pagesRead;
          return hasStopped;
        },
        { interval: 300 },
      )
      .toBe(true);
    expect(index.pagesRead).toBeLessThan(200);
    leave.abort();
    await expect.poll(() => index.openSnapshots).toBe(0);
  });

  it('that asks for the headers alone gets no rows', async () => {
    index.make = () => ({ total: 1_000_000, pages: endless() });
    const response = await fetch(`${listening.url}${path}?format=csv`, { method: 'HEAD' });
    expect(response.headers.get('x-total-rows')).toBe('1000000');
    expect(index.pagesRead).toBe(1);
    expect(index.openSnapshots).toBe(0);
  });
});
