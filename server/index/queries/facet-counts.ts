import type { FilterField } from '../../../shared/domain/instance-filter/filter-term.ts';
import type { InstanceFacets } from '../../task-hub/instance-index.ts';
import { filterSql } from './filter-sql.ts';
import { keepRecent } from './keep-recent.ts';
import { momentOf } from './moment.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { cameSql, wentSql } from './revision-sql.ts';
import type { Ask, RowSource, StoredValues } from './row-source.ts';
import { countOf, textOf } from './stored-row.ts';
import { keyOf } from './totals.ts';

export type FacetName = Exclude<keyof InstanceFacets, 'coverage'>;

export const facets: Readonly<Record<FacetName, { field: FilterField; column: string }>> = {
  status: { field: 'status', column: 'runtime_status' },
  kind: { field: 'kind', column: 'kind' },
  name: { field: 'name', column: 'name' },
  version: { field: 'version', column: 'version' },
  failure: { field: 'fingerprint', column: 'fingerprint' },
  partition: { field: 'partition', column: 'partition_number' },
};

/** The most frequent values of a facet, and how many there are. */
interface ValueCounts {
  readonly counts: ReadonlyMap<string | null, number>;
  readonly distinct: number;
}
type Counted = ReadonlyMap<FacetName, ValueCounts>;

/** Facets of the same rows: those that match all terms. */
interface Scan extends Question {
  readonly names: readonly FacetName[];
}

/** Facets of more values are counted anew each time. */
const mostValues = 1_000n;

function textColumn(name: FacetName): string {
  return `${facets[name].column}::VARCHAR`;
}

/** `grouping_id` has a bit for each column that the set leaves out, the first column's being the highest. */
function facetBits(names: readonly FacetName[], place: number): number {
  return 2 ** names.length - 1 - 2 ** (names.length - 1 - place);
}

function recordsOf(records: readonly StoredValues[], names: readonly FacetName[], place: number) {
  const bits = facetBits(names, place);
  return records.filter((record) => countOf(record, 'facet') === bits);
}

function countsOf(records: readonly StoredValues[]): Map<string | null, number> {
  return new Map(records.map((record) => [textOf(record, 'value'), countOf(record, 'count')]));
}

/** Columns are grouped by as they are stored, which is quickest; only then texts of no letters become no value, as in filters. */
async function countAll(
  ask: Ask,
  { names, terms, now }: Scan,
  wasThere: (parameters: Parameters) => string,
  limit: number,
): Promise<Counted> {
  const parameters = new Parameters();
  const matching = `${wasThere(parameters)} AND ${filterSql(terms, now, parameters)}`;
  const most = BigInt(limit) > mostValues ? BigInt(limit) : mostValues;
  const columns = names.map((name) => facets[name].column);
  const records = await ask(
    parameters.statement(`SELECT facet, nullif(value, '') AS value, sum(count)::BIGINT AS count,
        count(*) OVER (PARTITION BY facet) AS distinct_values
      FROM (SELECT grouping_id(${columns.join(', ')}) AS facet, count(*) AS count,
          coalesce(${names.map(textColumn).join(', ')}, NULL) AS value
        FROM instances WHERE ${matching} GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(', ')}))
      GROUP BY facet, nullif(value, '')
      QUALIFY row_number() OVER (PARTITION BY facet ORDER BY sum(count) DESC, nullif(value, ''))
        <= ${parameters.integer(most)}`),
  );
  return new Map(
    names.map((name, place) => {
      const own = recordsOf(records, names, place);
      return [name, { counts: countsOf(own), distinct: own[0] ? countOf(own[0], 'distinct_values') : 0 }];
    }),
  );
}

/** After more changes, counting anew takes no longer. */
const mostChanges = 2_000;

/**
 * The counts at a later revision; `null` = too much has changed. Few rows change, they are found without looking at the others,
 * and are counted here because planning to group them takes longer.
 */
async function addGrowth(
  ask: Ask,
  { names, terms, now }: Scan,
  { revision, counted }: Known,
  later: number,
): Promise<Counted | null> {
  const parameters = new Parameters();
  const matches = filterSql(terms, now, parameters);
  const columns = names.map((name) => `${textColumn(name)} AS ${facets[name].column}`).join(', ');
  const period = [parameters.integer(BigInt(revision)), parameters.integer(BigInt(later))] as const;
  const records = await ask(
    parameters.statement(`SELECT ${columns}, 1 AS growth FROM instances WHERE ${cameSql(...period)} AND ${matches}
      UNION ALL SELECT ${columns}, -1 FROM instances WHERE ${wentSql(...period)} AND ${matches}
      LIMIT ${parameters.integer(BigInt(mostChanges) + 1n)}`),
  );
  if (records.length > mostChanges) return null;
  return new Map(
    names.map((name) => {
      const counts = new Map(counted.get(name)?.counts);
      for (const record of records) {
        const value = textOf(record, facets[name].column) || null;
        const count = (counts.get(value) ?? 0) + countOf(record, 'growth');
        if (count === 0) counts.delete(value);
        else counts.set(value, count);
      }
      return [name, { counts, distinct: counts.size }];
    }),
  );
}

interface Known {
  readonly revision: number;
  readonly counted: Counted;
}

/** Counts of facets, carried on from one revision to another; the longest unused ones are forgotten. */
export class FacetCounts {
  private readonly known = new Map<string, Known>();

  constructor(private readonly most: number) {}

  /** At the revision `visible`, which `ask` is sure to see, as it sees all earlier ones, or a later one. */
  async find(rows: RowSource, ask: Ask, scan: Scan, { visible, limit }: { visible: number; limit: number }) {
    const key = `${scan.names.join()} ${keyOf(scan)}`;
    const counted =
      (await this.carryOn(rows, ask, scan, { known: this.known.get(key), visible })) ??
      (await countAll(ask, scan, await momentOf(rows, ask, visible), limit));
    this.keep(key, { revision: visible, counted });
    return counted;
  }

  /** `null` = only counting tells. */
  private async carryOn(
    rows: RowSource,
    ask: Ask,
    scan: Scan,
    { known, visible }: { known: Known | undefined; visible: number },
  ): Promise<Counted | null> {
    if (known === undefined) return null;
    if (known.revision >= visible) return known.counted;
    if (!rows.hold(known.revision)) return null;
    const counted = await addGrowth(ask, scan, known, visible);
    // Meanwhile so many rows may have changed that those of the earlier revision are gone.
    return rows.hold(known.revision) ? counted : null;
  }

  private keep(key: string, one: Known): void {
    const isWhole = [...one.counted.values()].every(({ counts, distinct }) => counts.size === distinct);
    const known = this.known.get(key);
    if (!isWhole) return;
    keepRecent(this.known, key, known && known.revision > one.revision ? known : one, this.most);
  }
}
