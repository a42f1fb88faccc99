import { onTestFinished } from 'vitest';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { instantToTicks } from '../../shared/domain/instant.ts';
import { systemClock } from '../index/clock.ts';
import { InstanceQuestions } from '../index/queries/instance-questions.ts';
import { RowStore } from '../index/row-store.ts';
import { openMemoryStore } from '../index/store-file.ts';
import type { InstanceListQuery } from '../task-hub/instance-index.ts';
import { questionTime } from './random-instances.ts';

export interface AskedRows {
  readonly store: RowStore;
  readonly questions: InstanceQuestions;
}

/** A store of its own, asked at one and the same moment; closed with the test. */
export async function askedRows(rows: readonly InstanceRow[]): Promise<AskedRows> {
  const asked = await openAskedRows(rows);
  onTestFinished(() => asked.store.close());
  return asked;
}

/** For properties, which need a store for each run. */
export async function withAskedRows(
  rows: readonly InstanceRow[],
  check: (asked: AskedRows) => Promise<void>,
): Promise<void> {
  const asked = await openAskedRows(rows);
  try {
    await check(asked);
  } finally {
    await asked.store.close();
  }
}

async function openAskedRows(rows: readonly InstanceRow[]): Promise<AskedRows> {
  const store = await RowStore.open(await openMemoryStore());
  await store.upsert(rows);
  const clock = { ...systemClock, now: () => questionTime };
  return { store, questions: new InstanceQuestions(store, clock) };
}

/** Follows the cursors to the end, `between` pages something else may happen; a list that never ends fails instead. */
export async function idsOfAllPages(
  { questions }: AskedRows,
  query: InstanceListQuery,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 500; page++) {
    const answer = await questions.list(cursor === undefined ? query : { ...query, cursor });
    ids.push(...answer.rows.map(({ instanceId }) => instanceId));
    if (answer.nextCursor === null) return ids;
    if (answer.rows.length !== query.limit) throw new Error('a page before the last is not full');
    cursor = answer.nextCursor;
    await between();
  }
  throw new Error('the pages do not end');
}

type SortValue = string | bigint | null;

function sortValue(row: InstanceRow, sort: InstanceListQuery['sort']): SortValue {
  const { createdAt, completedAt, failure } = row;
  if (sort === 'durationMs') {
    return createdAt && completedAt ? instantToTicks(completedAt) - instantToTicks(createdAt) : null;
  }
  if (sort === 'failure') return failure && `${failure.errorType ?? ''}\0${failure.message}`;
  const value = row[sort];
  return typeof value === 'number' ? BigInt(value) : value;
}

function compare(a: string | bigint, b: string | bigint): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : Number(a > b);
}

/** In plain arrays: nulls last in both orders, then by id. */
export function sortRows(
  rows: readonly InstanceRow[],
  { sort, order }: Pick<InstanceListQuery, 'sort' | 'order'>,
): InstanceRow[] {
  const sign = order === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [sortValue(a, sort), sortValue(b, sort)];
    if (left !== null && right !== null && compare(left, right) !== 0) return sign * compare(left, right);
    if ((left === null) !== (right === null)) return left === null ? 1 : -1;
    return compare(a.instanceId, b.instanceId);
  });
}
