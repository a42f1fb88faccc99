import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortColumns, type InstanceRow } from '../../../shared/contract/instances.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { matchesFilter } from '../../../shared/testing/matches-filter.ts';
import { askedRows, withAskedRows } from '../../testing/asked-rows.ts';
import { questionTime, randomRow, randomRows, randomTerms } from '../../testing/random-instances.ts';
import { systemClock } from '../clock.ts';
import { filterSql } from './filter-sql.ts';
import { InstanceQuestions } from './instance-questions.ts';
import { readPage, type PageRequest } from './list-page.ts';
import { isPresent } from './revision-sql.ts';
import { countMatching } from './totals.ts';

const byId = { sort: 'instanceId', order: 'asc', limit: 3 } as const;

/** Each step removes some of the rows and writes others, some of them over present ones. */
const step = fc.record({
  removed: fc.array(fc.nat({ max: 60 }), { maxLength: 4 }),
  written: fc.array(fc.record({ place: fc.nat({ max: 60 }), row: randomRow }), { maxLength: 6 }),
});

/** Of two readings of a row; a parent once known stays so until the id is used again. */
function kept(known: InstanceRow | undefined, read: InstanceRow): InstanceRow {
  if (known === undefined) return read;
  const tellsMore = known.failure === null && read.failure !== null;
  const isNewer = known.rowVersion < read.rowVersion || (known.rowVersion === read.rowVersion && tellsMore);
  if (!isNewer) return known;
  const isUsedAgain = (read.generation ?? 0) > (known.generation ?? 0);
  const knownParent = isUsedAgain ? null : known.parentInstanceId;
  return { ...read, parentInstanceId: read.parentInstanceId ?? knownParent };
}

describe('totals', () => {
  it('are those of a fresh count after any changes, at the last revision and at an earlier page’s', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomRows,
        fc.array(step, { minLength: 1, maxLength: 4 }),
        fc.array(randomTerms, { minLength: 4, maxLength: 4 }),
        async (rows, steps, filters) => {
          await withAskedRows(rows, async ({ store, questions }) => {
            const present = new Map(rows.map((row) => [row.instanceId, row]));
            const totalOf = (terms: (typeof filters)[number]) =>
              [...present.values()].filter((row) => matchesFilter(row, terms, questionTime)).length;
            const firstPages = await Promise.all(
              filters.map(async (terms) => {
                const query = { ...byId, q: printFilter(terms) };
                return { query, ...(await questions.list(query)) };
              }),
            );
            for (const [turn, { removed, written }] of steps.entries()) {
              for (const place of removed) {
                const id = [...present.keys()][place];
                if (id === undefined) continue;
                await store.remove(id);
                present.delete(id);
              }
              const over = written.map(({ place, row }): InstanceRow => {
                const { instanceId, kind, name } = [...present.values()][place] ?? row;
                const rowVersion = msToInstant(Date.UTC(2090, 0, 1, 0, turn));
                return { ...row, instanceId, kind, name, rowVersion };
              });
              for (const row of over) {
                await store.upsert([row]);
                present.set(row.instanceId, kept(present.get(row.instanceId), row));
              }
              for (const terms of filters)
                expect((await questions.list({ ...byId, q: printFilter(terms) })).total).toBe(totalOf(terms));
            }
            for (const { query, nextCursor, total } of firstPages) {
              if (nextCursor !== null)
                expect((await questions.list({ ...query, cursor: nextCursor })).total).toBe(total);
            }
          });
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);
});

describe('facets, failures and first pages', () => {
  it('are those of a fresh reading after any changes, asked side by side', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomRows,
        fc.array(fc.array(randomRow, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        fc.array(randomTerms, { minLength: 3, maxLength: 3 }),
        fc.array(fc.nat({ max: 60 }), { minLength: 4, maxLength: 4 }),
        async (rows, steps, filters, removed) => {
          await withAskedRows(rows, async ({ store, questions }) => {
            const answersOf = (asked: InstanceQuestions) =>
              Promise.all(
                filters.map(printFilter).map(async (q) => {
                  const { rows: first, total } = await asked.list({ ...byId, q });
                  const failures = await asked.failures({ q, order: 'count', limit: 5 });
                  return { facets: await asked.facets({ q, limit: 5 }), failures, first, total };
                }),
              );
            await answersOf(questions);
            for (const [turn, written] of steps.entries()) {
              const changes = [
                store.remove(rows[removed[turn] ?? 0]?.instanceId ?? ''),
                ...written.map((row, place) =>
                  store.upsert([
                    { ...row, instanceId: rows[place * 7]?.instanceId ?? row.instanceId },
                    { ...row, rowVersion: msToInstant(Date.UTC(2090, 0, 1, 0, turn, place)) },
                  ]),
                ),
              ];
              await Promise.all([...changes, answersOf(questions), answersOf(questions)]);
              const fresh = new InstanceQuestions(store, { ...systemClock, now: () => questionTime });
              expect(await answersOf(questions)).toEqual(await answersOf(fresh));
            }
          });
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);
});

describe('a page', () => {
  it('is the same wherever it is looked for first', async () => {
    const [rows = []] = fc.sample(randomRows, { numRuns: 1, seed: 7 });
    const { store } = await askedRows(rows);
    await fc.assert(
      fc.asyncProperty(
        randomTerms,
        fc.record({
          sort: fc.constantFrom(...sortColumns),
          order: fc.constantFrom('asc' as const, 'desc' as const),
          limit: fc.integer({ min: 1, max: 10 }),
          skip: fc.nat({ max: 3 }),
        }),
        fc.nat({ max: 40 }),
        async (terms, look, reach) => {
          await store.within(async (ask) => {
            const request: PageRequest = {
              ...look,
              wasThere: () => isPresent,
              matches: (parameters) => filterSql(terms, questionTime, parameters),
              after: null,
              foundFirst: null,
            };
            const page = await readPage(ask, request);
            expect(await readPage(ask, { ...request, reach })).toEqual(page);
            const next = { ...request, skip: 0, after: page.end };
            expect(await readPage(ask, { ...next, reach })).toEqual(await readPage(ask, next));
            const total = await countMatching(ask, { terms, now: questionTime }, () => isPresent);
            expect(await readPage(ask, { ...request, foundFirst: 'end' })).toEqual({ ...page, total });
            expect(await readPage(ask, { ...request, foundFirst: 'rows' })).toEqual(page);
            expect(await readPage(ask, { ...request, foundFirst: 'rows', isCounting: true })).toEqual({
              ...page,
              total: total === 0 ? null : total,
            });
            const ahead = await readPage(ask, { ...request, limit: 60 });
            for (const foundFirst of [null, 'end', 'rows'] as const) {
              const spare = { ...request, foundFirst, spare: 60 - look.limit };
              const { rows: shown, end, placed, isWhole } = await readPage(ask, spare);
              expect({ rows: shown, end }).toEqual({ rows: page.rows, end: page.end });
              expect(placed).toEqual(ahead.placed.slice(0, placed.length));
              expect(placed.length).toBeGreaterThanOrEqual(Math.min(ahead.rows.length, look.limit + 20));
              if (isWhole) expect(placed.length).toBe(ahead.placed.length);
            }
            for (const foundFirst of ['end', 'rows'] as const) {
              const following = await readPage(ask, { ...next, foundFirst });
              expect({ ...following, total: null }).toEqual(await readPage(ask, next));
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
