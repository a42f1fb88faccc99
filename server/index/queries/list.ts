import type { FilterField } from '../../../shared/domain/instance-filter/filter-term.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { InstanceList, InstanceListQuery } from '../../task-hub/instance-index.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { AnswerCache } from './answer-cache.ts';
import { filterSql } from './filter-sql.ts';
import { readPage } from './list-page.ts';
import { Parameters } from './parameters.ts';
import { readQuestion, type Question } from './question.ts';
import { wasThereAt } from './revision-sql.ts';
import type { Ask, RowSource, Statement } from './row-source.ts';
import { countOf } from './stored-row.ts';

function matchingAt(revision: number, { terms, now }: Question, parameters: Parameters): string {
  return `${wasThereAt(revision, parameters)} AND ${filterSql(terms, now, parameters)}`;
}

function countSql(revision: number, question: Question): Statement {
  const parameters = new Parameters();
  const matching = matchingAt(revision, question, parameters);
  return parameters.statement(`SELECT count(*) AS total FROM instances WHERE ${matching}`);
}

const costlyFields: ReadonlySet<FilterField> = new Set(['id', 'custom']);

/** Whether looking through the rows a second time, to count those that match, takes long. */
function isCostly({ terms }: Question): boolean {
  return terms.some(({ field }) => costlyFields.has(field));
}

async function count(ask: Ask, statement: Statement): Promise<number> {
  const [answer = {}] = await ask(statement);
  return countOf(answer, 'total');
}

/** A page shows the rows as the first page found them, unless that is so long ago that they are gone: then as they are. */
export async function listRows(
  rows: RowSource,
  totals: AnswerCache<number>,
  query: InstanceListQuery,
  askedAt: Instant,
): Promise<Omit<InstanceList, 'coverage'>> {
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, query);
  const question = readQuestion(query.q, cursor?.now ?? askedAt);
  const revision = cursor && rows.hold(cursor.revision) ? cursor.revision : rows.revision;
  rows.hold(revision);
  const counting = countSql(revision, question);
  return rows.within(async (ask) => {
    const page = await readPage(ask, {
      ...query,
      skip: query.skip ?? 0,
      after: cursor?.position ?? null,
      condition: (parameters) => matchingAt(revision, question, parameters),
      isCounting: isCostly(question) && !totals.has(revision, counting),
    });
    const total = await totals.get(revision, counting, () => page.total ?? count(ask, counting));
    const next = page.end && { position: page.end, revision, now: question.now };
    return { rows: [...page.rows], nextCursor: next && encodeCursor(query, next), total };
  });
}
