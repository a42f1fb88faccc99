import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortColumns, type InstanceRow } from '../../../shared/contract/instances.ts';
import type { FilterTerm } from '../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { at } from '../../../shared/testing/instances.ts';
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
