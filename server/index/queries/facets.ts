import type { Facet } from '../../../shared/contract/instance-facets.ts';
import type { FilterField } from '../../../shared/domain/instance-filter/filter-term.ts';
import type { InstanceFacets } from '../../task-hub/instance-index.ts';
import type { FailureLabels } from './failure-labels.ts';
import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource } from './row-source.ts';
import { countOf, textOf } from './stored-row.ts';

type FacetName = Exclude<keyof InstanceFacets, 'coverage'>;
type Facets = Record<FacetName, Facet>;

const facets: Readonly<Record<FacetName, { field: FilterField; column: string }>> = {
  status: { field: 'status', column: 'runtime_status' },
  kind: { field: 'kind', column: 'kind' },
  name: { field: 'name', column: 'name' },
  version: { field: 'version', column: 'version' },
  failure: { field: 'fingerprint', column: 'fingerprint' },
  partition: { field: 'partition', column: 'partition_number' },
};
const facetNames = ['status', 'kind', 'name', 'version', 'failure', 'partition'] as const;

/** Facets without a filter on themselves count the same rows, hence in one scan; each of the others needs its own. */
function scansFor({ terms }: Question): FacetName[][] {
  const isFiltered = (name: FacetName) => terms.some(({ field }) => field === facets[name].field);
  const together = facetNames.filter((name) => !isFiltered(name));
  const alone = facetNames.filter(isFiltered).map((name) => [name]);
  return together.length > 0 ? [together, ...alone] : alone;
}

function othersTerms(names: readonly FacetName[], { terms }: Question): Question['terms'] {
  const own = names.map((name) => facets[name].field);
  return terms.filter(({ field }) => !own.includes(field));
}

async function countValues(
  ask: Ask,
  names: readonly FacetName[],
  question: Question,
  limit: number,
): Promise<Partial<Facets>> {
  const parameters = new Parameters();
  const matching = filterSql(othersTerms(names, question), question.now, parameters);
  const columns = names.map((name) => facets[name].column);
  const list = columns.join(', ');
  // Columns are grouped by as they are stored, which is quickest; only then texts of no letters become no value, as in filters.
  const records = await ask(
    parameters.statement(`SELECT facet, nullif(value, '') AS value, sum(count)::BIGINT AS count,
        count(*) OVER (PARTITION BY facet) AS distinct_values
      FROM (SELECT grouping_id(${list}) AS facet, count(*) AS count,
          coalesce(${columns.map((column) => `${column}::VARCHAR`).join(', ')}, NULL) AS value
        FROM instances WHERE ${isPresent} AND ${matching}
        GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(', ')}))
      GROUP BY facet, nullif(value, '')
      QUALIFY row_number() OVER (PARTITION BY facet ORDER BY sum(count) DESC, nullif(value, ''))
        <= ${parameters.integer(BigInt(limit))}
      ORDER BY facet, 3 DESC, 2`),
  );
  const counted: Partial<Facets> = {};
  names.forEach((name, place) => {
    // `grouping_id` has a bit for each column that the set leaves out, the first column's being the highest.
    const bits = 2 ** names.length - 1 - 2 ** (names.length - 1 - place);
    const own = records.filter((record) => countOf(record, 'facet') === bits);
    counted[name] = {
      values: own.map((record) => ({
        value: textOf(record, 'value'),
        label: null,
        count: countOf(record, 'count'),
      })),
      distinct: own[0] ? countOf(own[0], 'distinct_values') : 0,
    };
  });
  return counted;
}

function withLabels({ values, distinct }: Facet, labels: ReadonlyMap<string, string>): Facet {
  return {
    values: values.map(({ value, count }) => ({ value, label: labels.get(value ?? '') ?? null, count })),
    distinct,
  };
}

function textsOf({ values }: Facet): string[] {
  return values.map(({ value }) => value).filter((value) => value !== null);
}

const empty: Facet = { values: [], distinct: 0 };

export async function countFacets(
  rows: RowSource,
  question: Question,
  limit: number,
  labels: FailureLabels,
): Promise<Facets> {
  const visible = rows.revision;
  return rows.within(async (ask) => {
    const counted: Partial<Facets> = {};
    for (const names of scansFor(question))
      Object.assign(counted, await countValues(ask, names, question, limit));
    const { status = empty, kind = empty, name = empty, version = empty, partition = empty } = counted;
    const { failure: found = empty } = counted;
    const failure = withLabels(found, await labels.find(rows, ask, textsOf(found), visible));
    return { status, kind, name, version, failure, partition };
  });
}
