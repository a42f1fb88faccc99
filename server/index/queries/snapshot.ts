import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { RowSnapshot } from '../../task-hub/instance-index.ts';
import type { Position } from '../cursor.ts';
import { filterSql } from './filter-sql.ts';
import { readPage } from './list-page.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, ReadTransaction, RowSource } from './row-source.ts';
import type { Sorting } from './sort-keys.ts';
import { countOf } from './stored-row.ts';

/** A page is put in order by one scan, however large it is; this many rows are still little memory. */
const pageRows = 10_000;

function matching({ terms, now }: Question, parameters: Parameters): string {
  return `${isPresent} AND ${filterSql(terms, now, parameters)}`;
}

async function countRows(ask: Ask, question: Question): Promise<number> {
  const parameters = new Parameters();
  const [record = {}] = await ask(
    parameters.statement(`SELECT count(*) AS total FROM instances WHERE ${matching(question, parameters)}`),
  );
  return countOf(record, 'total');
}

class SnapshotPages implements AsyncIterableIterator<readonly InstanceRow[]> {
  private position: Position | null = null;
  private isOver = false;

  constructor(
    private readonly transaction: ReadTransaction,
    private readonly question: Question,
    private readonly sorting: Sorting,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<readonly InstanceRow[]>> {
    if (this.isOver) return { done: true, value: undefined };
    try {
      const { rows, end } = await readPage(this.transaction.ask, {
        sort: this.sorting.sort,
        order: this.sorting.order,
        wasThere: () => isPresent,
        matches: (parameters) => filterSql(this.question.terms, this.question.now, parameters),
        after: this.position,
        skip: 0,
        limit: pageRows,
        foundFirst: null,
      });
      this.position = end;
      if (end === null) this.finish();
      return { done: false, value: rows };
    } catch (error) {
      this.finish();
      throw error;
    }
  }

  /** Also what a `for await` calls that is left early, even before the first page was asked for. */
  return(): Promise<IteratorResult<readonly InstanceRow[]>> {
    this.finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  private finish(): void {
    if (!this.isOver) this.transaction.close();
    this.isOver = true;
  }
}

/** All pages come out of one transaction, which ends with the last of them. */
export async function takeSnapshot(
  rows: RowSource,
  sorting: Sorting,
  question: Question,
): Promise<RowSnapshot> {
  const transaction = await rows.begin();
  try {
    const total = await countRows(transaction.ask, question);
    return { total, pages: new SnapshotPages(transaction, question, sorting) };
  } catch (error) {
    transaction.close();
    throw error;
  }
}
