import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortColumns, type InstanceRow } from '../../../shared/contract/instances.ts';
import type { FilterTerm } from '../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { matchesFilter } from '../../../shared/testing/matches-filter.ts';
import {
  askedRows,
  idsOfAllPages,
  sortRows,
  withAskedRows,
  type AskedRows,
} from '../../testing/asked-rows.ts';
import {
  questionTime,
  randomRow,
  randomRows,
  randomTerm,
  randomTerms,
} from '../../testing/random-instances.ts';
import type { InstanceListQuery } from '../../task-hub/instance-index.ts';

interface Listing extends Omit<InstanceListQuery, 'q'> {
  readonly terms: readonly FilterTerm[];
}

const listing: fc.Arbitrary<Listing> = fc.record({
  terms: randomTerms,
  sort: fc.constantFrom(...sortColumns),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  limit: fc.integer({ min: 1, max: 30 }),
});
const listings = fc.array(listing, { minLength: 6, maxLength: 6 });
const manyTerms = fc.array(randomTerm, { minLength: 30, maxLength: 30 });
const byId = { sort: 'instanceId', order: 'asc' } as const;

function queryOf({ terms, ...query }: Listing): InstanceListQuery {
  return { ...query, q: printFilter(terms) };
}

function idsOf(rows: readonly InstanceRow[]): string[] {
  return rows.map(({ instanceId }) => instanceId);
}

/** By plain reading: filter, then sort. */
function expectedIds(rows: readonly InstanceRow[], one: Listing): string[] {
  return idsOf(
    sortRows(
      rows.filter((row) => matchesFilter(row, one.terms, questionTime)),
      one,
    ),
  );
}

async function expectSameList(asked: AskedRows, rows: readonly InstanceRow[], one: Listing): Promise<void> {
  const expected = expectedIds(rows, one);
  expect(await idsOfAllPages(asked, queryOf(one))).toEqual(expected);
  expect((await asked.questions.list(queryOf(one))).total).toBe(expected.length);
}

async function expectSameMatches(
  asked: AskedRows,
  rows: readonly InstanceRow[],
  term: FilterTerm,
): Promise<void> {
  const { matching } = await asked.questions.watched(idsOf(rows), printFilter([term]));
  const expected = rows.filter((row) => matchesFilter(row, [term], questionTime));
  expect(matching, printFilter([term])).toEqual(idsOf(expected));
}

describe('list', { timeout: 120_000 }, () => {
  it('finds the rows that match, in order, each once, whatever is asked', async () => {
    const property = fc.asyncProperty(randomRows, listings, (rows, all) =>
      withAskedRows(rows, async (asked) => {
        for (const one of all) await expectSameList(asked, rows, one);
      }),
    );
    await fc.assert(property, { numRuns: 25 });
  });

  it('takes each term for what plain reading does', async () => {
    const property = fc.asyncProperty(randomRows, manyTerms, (rows, terms) =>
      withAskedRows(rows, async (asked) => {
        for (const term of terms) await expectSameMatches(asked, rows, term);
      }),
    );
    await fc.assert(property, { numRuns: 20 });
  });

  it('gives rows back as they were put in', async () => {
    const property = fc.asyncProperty(randomRows, (rows) =>
      withAskedRows(rows, async ({ questions }) => {
        const answer = await questions.list({ q: '', ...byId, limit: 1000 });
        expect(answer.rows).toEqual(sortRows(rows, byId));
      }),
    );
    await fc.assert(property, { numRuns: 20 });
  });

  it('shows on all pages the moment of the first, while rows come, change and go', async () => {
    const changes = fc.array(fc.record({ put: randomRow, isGone: fc.boolean() }), {
      minLength: 5,
      maxLength: 20,
    });
    const property = fc.asyncProperty(randomRows, listing, changes, (rows, one, all) =>
      withAskedRows(rows, async (asked) => {
        const pending = [...all];
        const changeRows = async () => {
          const change = pending.shift();
          const victim = rows[pending.length % rows.length];
          if (change?.isGone && victim) await asked.store.remove(victim.instanceId);
          else if (change)
            await asked.store.upsert([{ ...change.put, rowVersion: at(100 - pending.length) }]);
        };
        const ids = await idsOfAllPages(asked, { ...queryOf(one), limit: 3 }, changeRows);
        expect(ids).toEqual(expectedIds(rows, one));
      }),
    );
    await fc.assert(property, { numRuns: 25 });
  });
});

it('leaves out as many rows behind the cursor as it is told', async () => {
  const rows = fc.sample(randomRows, { numRuns: 1, seed: 7 })[0] ?? [];
  const { questions } = await askedRows(rows);
  const query = { q: '', ...byId, limit: 2 };
  const first = await questions.list(query);
  const far = await questions.list({ ...query, skip: 3, cursor: first.nextCursor ?? '' });
  expect(idsOf(far.rows)).toEqual(idsOf(sortRows(rows, byId)).slice(5, 7));
});

describe('a list of many rows', { timeout: 60_000 }, () => {
  const statuses = ['Running', 'Completed', 'Failed', 'Pending'] as const;
  const many = Array.from({ length: 21_000 }, (_, i) =>
    makeInstanceRow({
      instanceId: `order-${String((i * 7_919) % 21_000).padStart(5, '0')}`,
      name: `name ${i % 5}`,
      runtimeStatus: i % 400 === 0 ? 'Suspended' : (statuses[i % 4] ?? 'Running'),
      createdAt: at(i % 600),
      completedAt: i % 4 === 1 ? at(700 + (i % 90)) : null,
    }),
  );
  const status = (value: string, isNegated = false): FilterTerm[] =>
    [{ field: 'status', values: [value], isNegated }] as FilterTerm[];
  const asked: [string, Listing][] = [
    ['all, many at one time', { terms: [], sort: 'createdAt', order: 'desc', limit: 100 }],
    ['all by id', { terms: [], sort: 'instanceId', order: 'asc', limit: 100 }],
    ['some, many at one time', { terms: status('Failed'), sort: 'createdAt', order: 'asc', limit: 100 }],
    ['most', { terms: status('Failed', true), sort: 'name', order: 'desc', limit: 100 }],
    ['fewer than a page', { terms: status('Suspended'), sort: 'createdAt', order: 'desc', limit: 100 }],
    ['mostly without a value', { terms: [], sort: 'completedAt', order: 'asc', limit: 500 }],
    ['without any value', { terms: status('Running'), sort: 'completedAt', order: 'desc', limit: 100 }],
  ];

  it('begins and goes on as plain reading does, also once rows have changed', async () => {
    const { store, questions } = await askedRows(many);
    let rows = many;
    for (const round of [0, 1, 2]) {
      for (const [what, one] of asked) {
        const expected = expectedIds(rows, one);
        const first = await questions.list(queryOf(one));
        expect(idsOf(first.rows), what).toEqual(expected.slice(0, one.limit));
        expect(first.total, what).toBe(expected.length);
        if (first.nextCursor === null) continue;
        const second = await questions.list({ ...queryOf(one), cursor: first.nextCursor });
        expect(idsOf(second.rows), what).toEqual(expected.slice(one.limit, 2 * one.limit));
      }
      const first = new Set(expectedIds(rows, asked[round]?.[1] ?? asked[0]![1]).slice(0, 90));
      for (const id of first) await store.remove(id);
      rows = rows.filter(({ instanceId }) => !first.has(instanceId));
    }
  });
});
