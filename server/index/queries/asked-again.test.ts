import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortColumns, type InstanceRow } from '../../../shared/contract/instances.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { askedRows, sortRows, withAskedRows, type AskedRows } from '../../testing/asked-rows.ts';
import { questionTime, randomRow, randomTerms } from '../../testing/random-instances.ts';
import { systemClock } from '../clock.ts';
import { InstanceQuestions } from './instance-questions.ts';

const manyRows = fc.uniqueArray(randomRow, {
  minLength: 40,
  maxLength: 110,
  selector: ({ instanceId }) => instanceId,
});
const asked = fc.record({
  q: fc.oneof(fc.constant(''), randomTerms.map(printFilter)),
  sort: fc.constantFrom(...sortColumns),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  limit: fc.integer({ min: 1, max: 8 }),
});
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ put: fc.array(randomRow, { minLength: 1, maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.array(fc.nat(39), { maxLength: 8 }) }) },
);

/** The first two pages, by questions that remember what they answered and by those that never answered any. */
async function bothWays({ store, questions }: AskedRows, query: Parameters<InstanceQuestions['list']>[0]) {
  const fresh = new InstanceQuestions(store, { ...systemClock, now: () => questionTime });
  const [one, other] = [await questions.list(query), await fresh.list(query)];
  const follow = async ({ nextCursor }: typeof one) =>
    nextCursor === null ? null : (await questions.list({ ...query, cursor: nextCursor })).rows;
  return [
    { ...one, nextCursor: await follow(one) },
    { ...other, nextCursor: await follow(other) },
  ];
}

it('a list that is asked for again tells what it would tell if it was asked for the first time', async () => {
  await fc.assert(
    fc.asyncProperty(
      manyRows,
      fc.array(asked, { minLength: 3, maxLength: 3 }),
      fc.array(change, { minLength: 6, maxLength: 12 }),
      (rows, lists, changes) =>
        withAskedRows(rows, async (those) => {
          for (const [turn, one] of changes.entries()) {
            if ('remove' in one) {
              for (const place of one.remove) await those.store.remove(rows[place]?.instanceId ?? '');
            } else await those.store.upsert(one.put.map((row) => ({ ...row, rowVersion: at(100 + turn) })));
            for (const list of lists) {
              const [again, first] = await bothWays(those, list);
              expect(again).toEqual(first);
            }
          }
        }),
    ),
    { numRuns: 12 },
  );
}, 120_000);

/** Rows to ask about, with the SQL of every statement that a question takes. */
async function spiedRows(rows: readonly InstanceRow[]) {
  const { store } = await askedRows(rows);
  const statements: string[] = [];
  const spied = Object.assign(Object.create(store) as typeof store, {
    within: <Answer>(read: Parameters<typeof store.within<Answer>>[0]) =>
      store.within<Answer>((ask) =>
        read((statement) => {
          statements.push(statement.sql);
          return ask(statement);
        }),
      ),
  });
  const questions = new InstanceQuestions(spied, { ...systemClock, now: () => questionTime });
  return { store, questions, statements };
}

it('a list that has changed little is not looked through again', async () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    makeInstanceRow({ instanceId: `order-${i}`, createdAt: at(i), runtimeStatus: 'Running' }),
  );
  const { store, questions, statements } = await spiedRows(rows);
  const list = { q: 'status:running', sort: 'createdAt', order: 'desc', limit: 5 } as const;
  const isEveryRow = (sql: string) => /ORDER BY|count\(/.test(sql);
  expect((await questions.list(list)).total).toBe(60);
  expect(statements.some(isEveryRow)).toBe(true);

  await store.upsert([
    makeInstanceRow({ instanceId: 'newest', createdAt: at(90), runtimeStatus: 'Running' }),
  ]);
  await store.remove('order-58');
  statements.length = 0;
  const answer = await questions.list(list);
  expect(answer.rows.map(({ instanceId }) => instanceId)).toEqual([
    'newest',
    'order-59',
    'order-57',
    'order-56',
    'order-55',
  ]);
  expect(answer.total).toBe(60);
  expect(statements.filter(isEveryRow)).toEqual([]);
});

it('pages that were found along with another one are not looked for', async () => {
  const rows = Array.from({ length: 400 }, (_, i) =>
    makeInstanceRow({ instanceId: `order-${String(i).padStart(3, '0')}`, createdAt: at(i % 7) }),
  );
  const { store, questions, statements } = await spiedRows(rows);
  const list = { q: '', sort: 'createdAt', order: 'asc', limit: 50 } as const;
  const ids: string[] = [];
  let cursor: string | null = '';
  const looks: number[] = [];
  while (cursor !== null) {
    statements.length = 0;
    const page = await questions.list(cursor === '' ? list : { ...list, cursor });
    ids.push(...page.rows.map(({ instanceId }) => instanceId));
    looks.push(statements.filter((sql) => sql.includes('ORDER BY')).length);
    await store.remove(ids[0] ?? '');
    cursor = page.nextCursor;
  }
  expect(ids).toEqual(sortRows(rows, list).map(({ instanceId }) => instanceId));
  expect(looks.filter((count) => count > 0)).toHaveLength(2);
});

it('failures are looked through again only where one of them has come or gone', async () => {
  const failed = (instanceId: string) =>
    makeInstanceRow({
      instanceId,
      runtimeStatus: 'Failed',
      completedAt: at(1),
      failure: { errorType: 'Error', message: 'broken', failingFunction: null, fingerprint: 'f' },
    });
  const { store, questions, statements } = await spiedRows([failed('one'), failed('two')]);
  const asked = { q: '', order: 'count', limit: 5 } as const;
  const total = async () => (await questions.failures(asked)).total;
  expect(await total()).toBe(2);
  await store.upsert([makeInstanceRow({ instanceId: 'other', runtimeStatus: 'Running' })]);
  statements.length = 0;
  expect(await total()).toBe(2);
  expect(statements.filter((sql) => sql.includes('GROUP BY'))).toEqual([]);
  await store.upsert([failed('three')]);
  expect(await total()).toBe(3);
  await store.remove('one');
  expect(await total()).toBe(2);
});

it('rows that come behind the known beginning are not taken for its end', async () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    makeInstanceRow({ instanceId: `order-${i}`, createdAt: at(100 + i) }),
  );
  const those = await askedRows(rows);
  const list = { q: '', sort: 'createdAt', order: 'desc', limit: 5 } as const;
  await those.questions.list(list);
  await those.store.upsert(
    [0, 1, 2, 3].map((i) => makeInstanceRow({ instanceId: `old-${i}`, createdAt: at(i) })),
  );
  await those.questions.list(list);
  for (const { instanceId } of rows.slice(-28)) await those.store.remove(instanceId);
  const [again, first] = await bothWays(those, list);
  expect(again).toEqual(first);
  expect(again?.rows[0]?.instanceId).toBe('order-31');
});
