import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { sortColumns, type InstanceFilter, type InstanceRow } from '../../shared/contract/instances.ts';
import { instantToTicks } from '../../shared/domain/instant.ts';
import { runtimeStatuses } from '../../shared/domain/runtime-status.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import type { InstanceListQuery } from '../task-hub/instance-index.ts';
import { countByKindAndStatus, countFacets, listRows } from './queries.ts';
import { RowStore } from './row-store.ts';
import type { SortColumn } from './schema.ts';

const stores: RowStore[] = [];

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

async function storeOf(rows: readonly InstanceRow[]): Promise<RowStore> {
  const store = await RowStore.open();
  stores.push(store);
  await store.upsert(rows);
  return store;
}

function query(overrides: Partial<InstanceListQuery> = {}): InstanceListQuery {
  return { sort: 'createdAt', order: 'desc', limit: 100, ...overrides };
}

async function idsOf(store: RowStore, request: InstanceListQuery): Promise<string[]> {
  const { rows } = await listRows(store, request);
  return rows.map(({ instanceId }) => instanceId);
}

/** Follows the cursors to the end; a list that never ends fails instead. */
async function allPages(store: RowStore, request: InstanceListQuery, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 200; page++) {
    const answer = await listRows(store, { ...request, limit, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...answer.rows.map(({ instanceId }) => instanceId));
    expect(answer.rows.length > 0 || page === 0).toBe(true);
    if (answer.nextCursor === null) return ids;
    expect(answer.rows).toHaveLength(limit);
    cursor = answer.nextCursor;
  }
  throw new Error('the pages do not end');
}

// The oracle: plain arrays, written without a look at the SQL.

function matchesFilter(row: InstanceRow, { status, kind, name, idPrefix }: InstanceFilter): boolean {
  if (status && status.length > 0 && !status.includes(row.runtimeStatus)) return false;
  if (kind && row.kind !== kind) return false;
  if (name && name.length > 0 && !(row.name !== null && name.includes(row.name))) return false;
  return row.instanceId.startsWith(idPrefix ?? '');
}

function sortValue(row: InstanceRow, sort: SortColumn): string | bigint | null {
  const { createdAt, completedAt } = row;
  if (sort === 'durationMs') {
    return createdAt && completedAt ? instantToTicks(completedAt) - instantToTicks(createdAt) : null;
  }
  const value = row[sort];
  return typeof value === 'number' ? BigInt(value) : value;
}

function compare(a: string | bigint, b: string | bigint): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : Number(a > b);
}

function expectedIds(rows: readonly InstanceRow[], request: InstanceListQuery): string[] {
  const sign = request.order === 'asc' ? 1 : -1;
  return rows
    .filter((row) => matchesFilter(row, request))
    .sort((a, b) => {
      const [left, right] = [sortValue(a, request.sort), sortValue(b, request.sort)];
      if (left !== null && right !== null && compare(left, right) !== 0) return sign * compare(left, right);
      if ((left === null) !== (right === null)) return left === null ? 1 : -1;
      return compare(a.instanceId, b.instanceId);
    })
    .map(({ instanceId }) => instanceId);
}

function expectedFacet(values: (string | null)[]): { value: string; count: number }[] {
  const named = values.filter((value) => value !== null);
  return [...new Set(named)]
    .map((value) => ({ value, count: named.filter((other) => other === value).length }))
    .sort((a, b) => b.count - a.count || compare(a.value, b.value));
}

const hostile = [
  "'",
  '%',
  '_',
  ';--',
  '\0',
  '😀',
  'ﬀ',
  '"',
  '$id_prefix',
  "' OR 1=1;--",
  'É',
  'a',
  'A',
  '@e@k',
];
const word = fc.array(fc.constantFrom(...hostile), { maxLength: 3 }).map((parts) => parts.join(''));
const status = fc.constantFrom(...runtimeStatuses, 'Unknown' as const);
const name = fc.option(fc.oneof(fc.constantFrom('Order', 'order', ''), word));
/** Few values, so that many rows tie; some a single tick apart. */
const instant = fc.option(fc.constantFrom(at(0), at(0.0000001), at(1), '0001-01-01T00:00:00.0000000Z'));

const row = fc
  .record({
    instanceId: word,
    name,
    version: fc.option(fc.constantFrom('', '1', '1.10', '1.9')),
    runtimeStatus: status,
    createdAt: instant,
    lastUpdatedAt: instant,
    completedAt: instant,
    partition: fc.option(fc.nat(3)),
  })
  .map((overrides) => makeInstanceRow(overrides));
const rowSet = fc.uniqueArray(row, { selector: ({ instanceId }) => instanceId, maxLength: 40 });

const filter = fc.record(
  {
    status: fc.array(status, { maxLength: 3 }),
    kind: fc.constantFrom('orchestration' as const, 'entity' as const),
    name: fc.array(fc.oneof(word, fc.constant('Order')), { maxLength: 2 }),
    idPrefix: word,
  },
  { requiredKeys: [] },
);
const sorting = fc.record({
  sort: fc.constantFrom(...sortColumns),
  order: fc.constantFrom('asc' as const, 'desc' as const),
});

describe('list', () => {
  it('gives the rows of a plain filter and sort, page by page, none twice and none missing', async () => {
    const property = fc.asyncProperty(
      rowSet,
      filter,
      sorting,
      fc.integer({ min: 1, max: 12 }),
      async (rows, chosen, sorted, limit) => {
        const store = await storeOf(rows);
        const request = query({ ...chosen, ...sorted });
        const expected = expectedIds(rows, request);
        expect(await allPages(store, request, limit)).toEqual(expected);
        expect((await listRows(store, { ...request, limit })).total).toBe(expected.length);
        await store.close();
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  it('gives back every field of a row as it came', async () => {
    const rows = [
      makeInstanceRow({
        instanceId: 'a/b#c?%\'"<😀\0',
        createdAt: '2026-11-21T05:28:37.9744253Z',
        completedAt: '9999-12-31T23:59:59.9999999Z',
        scheduledStartAt: '0001-01-01T00:00:00.0000000Z',
        lastUpdatedAt: null,
        executionId: null,
        generation: 2147483647,
        customStatus: '{"waitingFor":"Approve"}',
        tags: { "it's": '%_;--\0', '': '😀' },
        partition: null,
        problems: ['RuntimeStatus is "Bogus"', ''],
        runtimeStatus: 'Unknown',
      }),
      makeInstanceRow({
        instanceId: '@account@a',
        entity: { exists: false, queueSize: 12, lockedBy: 'transfer-holding' },
        name: null,
        version: null,
        createdAt: null,
      }),
    ];
    const store = await storeOf(rows);
    const answer = await listRows(store, query({ sort: 'instanceId', order: 'desc' }));
    expect(answer).toEqual({ rows, nextCursor: null, total: 2 });
  });

  it('cuts a long custom status without breaking a character', async () => {
    const store = await storeOf([makeInstanceRow({ customStatus: `${'x'.repeat(1023)}😀 and more` })]);
    const { rows } = await listRows(store, query());
    expect(rows[0]?.customStatus).toBe('x'.repeat(1023));
  });

  it('takes wildcards and quotes in a prefix or a name for what they are, and case for different', async () => {
    const ids = ['100%', '100x', 'a_b', 'axb', "it's", 'IT', ';--', 'nul\0a', 'nul b', '😀1'];
    const store = await storeOf(ids.map((id) => makeInstanceRow({ instanceId: id, name: id })));
    for (const [prefix, found] of Object.entries({
      '100%': ['100%'],
      a_: ['a_b'],
      "it'": ["it's"],
      ';--': [';--'],
      'nul\0': ['nul\0a'],
      '😀': ['😀1'],
      it: ["it's"],
      "' OR '1'='1": [],
    })) {
      expect(await idsOf(store, query({ idPrefix: prefix }))).toEqual(found);
    }
    expect(await idsOf(store, query({ name: ["it's", '100%', "x' OR name='axb"] }))).toEqual([
      '100%',
      "it's",
    ]);
    expect(store.rowCount).toBe(ids.length);
  });

  it('keeps its place when rows before and after it change between two pages', async () => {
    const make = (id: string, seconds: number) => makeInstanceRow({ instanceId: id, createdAt: at(seconds) });
    const store = await storeOf([make('a', 1), make('b', 2), make('c', 3), make('d', 4)]);
    const request = query({ order: 'asc', limit: 2 });
    const { nextCursor } = await listRows(store, request);
    await store.upsert([make('new-before', 0), make('new-after', 5)]);
    await store.remove('b');
    expect(await idsOf(store, { ...request, limit: 10, cursor: nextCursor ?? '' })).toEqual([
      'c',
      'd',
      'new-after',
    ]);
  });
});

describe('facets and counts', () => {
  it('count each value under the other filters only', async () => {
    const property = fc.asyncProperty(rowSet, filter, async (rows, chosen) => {
      const store = await storeOf(rows);
      const matching = (part: InstanceFilter) => rows.filter((row) => matchesFilter(row, part));
      expect(await countFacets(store, chosen)).toEqual({
        status: expectedFacet(matching({ ...chosen, status: [] }).map((row) => row.runtimeStatus)),
        name: expectedFacet(matching({ ...chosen, name: [] }).map((row) => row.name)),
      });
      await store.close();
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('counts by kind and status', async () => {
    const store = await storeOf([
      makeInstanceRow({ instanceId: 'a' }),
      makeInstanceRow({ instanceId: 'b' }),
      makeInstanceRow({ instanceId: 'c', runtimeStatus: 'Failed' }),
      makeInstanceRow({ instanceId: '@e@a' }),
    ]);
    expect(await countByKindAndStatus(store)).toEqual([
      { kind: 'entity', status: 'Running', count: 1 },
      { kind: 'orchestration', status: 'Failed', count: 1 },
      { kind: 'orchestration', status: 'Running', count: 2 },
    ]);
  });
});
