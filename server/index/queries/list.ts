import type { SortColumn } from '../../../shared/contract/instances.ts';
import type { FilterField } from '../../../shared/domain/instance-filter/filter-term.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { InstanceList, InstanceListQuery } from '../../task-hub/instance-index.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Borders } from './borders.ts';
import { filterSql } from './filter-sql.ts';
import { foundOneByOne } from './fetch-versions.ts';
import type { FacetCounts } from './facet-counts.ts';
import type { FailureLabels } from './failure-labels.ts';
import type { KeptRows } from './kept-rows.ts';
import { readPage, type PageRequest } from './list-page.ts';
import { momentOf } from './moment.ts';
import { readQuestion, type Question } from './question.ts';
import type { RowSource } from './row-source.ts';
import { sortKeys } from './sort-keys.ts';
import { countMatching, type Totals } from './totals.ts';

/** Fewer rows are put in order at once. */
const fewestForReach = 20_000;
/** Beyond it, DuckDB would put all rows in order to find the one that far. */
const farthestReach = 4_000;

const costlyFields: ReadonlySet<FilterField> = new Set(['id', 'custom']);

/** Whether looking through the rows a second time, to count those that match, takes long. */
function isCostly({ terms }: Question): boolean {
  return terms.some(({ field }) => costlyFields.has(field));
}

/** How far into all rows, in their order, a page is likely to reach; `null` = too far, or nothing is won by knowing. */
function likelyReach(
  rows: RowSource,
  question: Question,
  total: number | null,
  wanted: number,
): number | null {
  const { rowCount } = rows;
  if (total === null || total === 0 || rowCount < fewestForReach) return null;
  if (!isCostly(question) && total < rowCount / 4) return null;
  const reach = Math.ceil((wanted * rowCount * 1.5) / total);
  return reach <= farthestReach ? reach : null;
}

/** What is found in less time than it takes to read the ids of all rows that match. */
function worthFindingFirst(
  rows: RowSource,
  question: Question,
  total: number | null,
  { sort, wanted }: { sort: SortColumn; wanted: number },
): PageRequest['foundFirst'] {
  if (rows.rowCount < fewestForReach || (total !== null && total <= wanted)) return null;
  if (sortKeys[sort].isDistinct && wanted <= foundOneByOne) return 'rows';
  return wanted <= farthestReach && !isCostly(question) ? 'end' : null;
}

/** What earlier answers left for later ones. */
export interface Memory {
  readonly totals: Totals;
  readonly keptRows: KeptRows;
  readonly borders: Borders;
  readonly labels: FailureLabels;
  readonly facetCounts: FacetCounts;
}

/** A page shows the rows as the first page found them, unless that is so long ago that they are gone: then as they are. */
export async function listRows(
  rows: RowSource,
  { totals, keptRows, borders }: Memory,
  query: InstanceListQuery,
  askedAt: Instant,
): Promise<Omit<InstanceList, 'coverage'>> {
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, query);
  const question = readQuestion(query.q, cursor?.now ?? askedAt);
  const revision = cursor && rows.hold(cursor.revision) ? cursor.revision : rows.revision;
  rows.hold(revision);
  const counted = { question, revision };
  const visible = rows.revision;
  return rows.within(async (ask) => {
    const wasThere = await momentOf(rows, ask, revision);
    const known = await totals.find(rows, ask, counted, visible);
    const skip = query.skip ?? 0;
    const wanted = skip + query.limit + 1;
    const reach = likelyReach(rows, question, known, wanted);
    const page = await readPage(ask, {
      ...query,
      skip,
      after: cursor?.position ?? null,
      wasThere,
      matches: (parameters) => filterSql(question.terms, question.now, parameters),
      isCounting: known === null && isCostly(question),
      keptRows,
      borders: { known: borders, revision },
      reach,
      foundFirst:
        reach === null ? worthFindingFirst(rows, question, known, { sort: query.sort, wanted }) : null,
    });
    const total = known ?? page.total ?? (await countMatching(ask, question, wasThere));
    if (known === null) totals.keep(counted, total);
    const next = page.end && { position: page.end, revision, now: question.now };
    return { rows: [...page.rows], nextCursor: next && encodeCursor(query, next), total };
  });
}
