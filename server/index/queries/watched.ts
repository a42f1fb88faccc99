import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { columnList } from '../schema.ts';
import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { RowSource } from './row-source.ts';
import { instanceRowOf } from './stored-row.ts';

export interface FoundRows {
  /** In the order of the ids asked for. */
  readonly rows: readonly InstanceRow[];
  readonly matching: readonly string[];
}

export async function findRowsById(
  rows: RowSource,
  instanceIds: readonly string[],
  question: Question,
): Promise<FoundRows> {
  const ids = [...new Set(instanceIds)];
  if (ids.length === 0) return { rows: [], matching: [] };
  const parameters = new Parameters();
  const matches = filterSql(question.terms, question.now, parameters);
  const wanted = parameters.texts(ids);
  const statement = parameters.statement(`SELECT coalesce(${matches}, false) AS is_matching, ${columnList}
    FROM instances WHERE ${isPresent} AND instance_id IN (SELECT unnest(${wanted}))`);
  const records = await rows.within((ask) => ask(statement));
  const found = new Map(
    records.map((record) => {
      const row = instanceRowOf(record);
      return [row.instanceId, { row, isMatching: record['is_matching'] === true }];
    }),
  );
  const inOrder = ids.flatMap((id) => found.get(id) ?? []);
  return {
    rows: inOrder.map(({ row }) => row),
    matching: inOrder.filter(({ isMatching }) => isMatching).map(({ row }) => row.instanceId),
  };
}
