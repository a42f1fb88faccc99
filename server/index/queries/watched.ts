import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { fetchVersions } from './fetch-versions.ts';
import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { RowSource, StoredValues } from './row-source.ts';
import { bigintOf, instanceRowOf } from './stored-row.ts';
import { hasIdAmong } from './text-sql.ts';

export interface FoundRows {
  /** In the order of the ids asked for. */
  readonly rows: readonly InstanceRow[];
  readonly matching: readonly string[];
}

function versionOf(record: StoredValues): bigint | null {
  return bigintOf(record, 'version_number');
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
  const statement = parameters.statement(`SELECT version_number, coalesce(${matches}, false) AS is_matching
    FROM instances WHERE ${isPresent} AND ${hasIdAmong(ids, parameters)}`);
  const found = await rows.within(async (ask) => {
    const hits = await ask(statement);
    const records = await fetchVersions(ask, hits.map(versionOf));
    const matchingVersions = new Set(hits.filter((hit) => hit['is_matching'] === true).map(versionOf));
    return new Map(
      records.map((record) => {
        const row = instanceRowOf(record);
        return [row.instanceId, { row, isMatching: matchingVersions.has(versionOf(record)) }];
      }),
    );
  });
  const inOrder = ids.flatMap((id) => found.get(id) ?? []);
  return {
    rows: inOrder.map(({ row }) => row),
    matching: inOrder.filter(({ isMatching }) => isMatching).map(({ row }) => row.instanceId),
  };
}
