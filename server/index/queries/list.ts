import type { SortColumn } from '../../../shared/contract/instances.ts';
import type { FilterField } from '../../../shared/domain/instance-filter/filter-term.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { InstanceList, InstanceListQuery } from '../../task-hub/instance-index.ts';
import { decodeCursor, encodeCursor, type Position } from '../cursor.ts';
import type { Borders } from './borders.ts';
import { filterSql } from './filter-sql.ts';
import { foundOneByOne } from './fetch-versions.ts';
import type { FacetCounts } from './facet-counts.ts';
import type { FailureLabels } from './failure-labels.ts';
import type { KeptFailures } from './failures.ts';
import type { FirstPages, PlacedRow } from './first-pages.ts';
import type { KeptRows } from './kept-rows.ts';
import { readPage, type Page, type PageRequest } from './list-page.ts';
import { momentOf } from './moment.ts';
import { readQuestion, type Question } from './question.ts';
import type { RowRuns } from './row-runs.ts';
import type { Ask, RowSource } from './row-source.ts';
import { sortKeys, type Sorting } from './sort-keys.ts';
import { countMatching, type Counted, type Totals } from './totals.ts';

/** Fewer rows are put in order at once. */
const fewestForReach = 20_000;
/** Beyond it, DuckDB would put all rows in order to find the one that far. */
const farthestReach = 4_000;

/** Found along with a list's beginning, so that rows of it can go without others having to be looked for. */
const spareRows = 110;
/** Found along with a further page, for those that follow. */
const aheadRows = 350;
/** Longer pages are read by themselves. */
const mostKeptAlong = 200;

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
  readonly firstPages: FirstPages;
  readonly runs: RowRuns;
  readonly failures: KeptFailures;
}

interface Listing extends Sorting, Counted {
  /** A revision that every statement is sure to see, as it sees all earlier ones. */
  readonly visible: number;
  readonly after: Position | null;
  readonly skip: number;
  readonly limit: number;
  readonly spare: number;
}

interface ListPage extends Pick<Page, 'rows' | 'end'> {
  readonly total: number;
}

/** The first of the placed rows, and where the next page begins. */
async function showPlaced(
  ask: Ask,
  { keptRows }: Memory,
  placed: readonly PlacedRow[],
  limit: number,
): Promise<Pick<Page, 'rows' | 'end'>> {
  const shown = placed.slice(0, limit);
  const rows = await keptRows.fetch(
    ask,
    shown.map(({ version }) => version),
  );
  const last = placed.length > limit ? shown.at(-1) : undefined;
  return { rows, end: last ? { key: last.key, instanceId: last.instanceId } : null };
}

async function readRows(rows: RowSource, ask: Ask, memory: Memory, listing: Listing) {
  const { question, revision, sort } = listing;
  const wasThere = await momentOf(rows, ask, revision);
  const known = await memory.totals.find(rows, ask, listing, listing.visible);
  const wanted = listing.skip + listing.limit + listing.spare + 1;
  const reach = likelyReach(rows, question, known, wanted);
  const page = await readPage(ask, {
    ...listing,
    wasThere,
    matches: (parameters) => filterSql(question.terms, question.now, parameters),
    isCounting: known === null && isCostly(question),
    keptRows: memory.keptRows,
    borders: { known: memory.borders, revision },
    reach,
    foundFirst: reach === null ? worthFindingFirst(rows, question, known, { sort, wanted }) : null,
  });
  return { ...page, total: known ?? page.total ?? (await countMatching(ask, question, wasThere)) };
}

/** Little of a list's beginning changes from one asking to the next: it is read once and carried on. */
async function readFirstRows(rows: RowSource, ask: Ask, memory: Memory, listing: Listing): Promise<ListPage> {
  const { limit } = listing;
  const known = await memory.firstPages.find(rows, ask, listing, limit + 1);
  if (known !== null) {
    memory.runs.keep(listing, known);
    return { ...(await showPlaced(ask, memory, known.placed, limit)), total: known.total };
  }
  const page = await readRows(rows, ask, memory, { ...listing, spare: spareRows });
  memory.firstPages.keep(listing, page);
  memory.runs.keep(listing, page);
  return page;
}

async function readFurtherRows(
  rows: RowSource,
  ask: Ask,
  memory: Memory,
  listing: Listing & { after: Position },
): Promise<ListPage> {
  const { limit, after } = listing;
  const known = memory.runs.find(listing, after, limit + 1);
  if (known !== null) {
    const total = await memory.totals.find(rows, ask, listing, listing.visible);
    if (total !== null) return { ...(await showPlaced(ask, memory, known.placed, limit)), total };
  }
  const page = await readRows(rows, ask, memory, { ...listing, spare: aheadRows });
  memory.runs.keep(listing, page);
  return page;
}

function readListed(rows: RowSource, ask: Ask, memory: Memory, listing: Listing): Promise<ListPage> {
  const { after, skip, limit } = listing;
  if (skip > 0 || limit > mostKeptAlong) return readRows(rows, ask, memory, listing);
  if (after === null) return readFirstRows(rows, ask, memory, listing);
  return readFurtherRows(rows, ask, memory, { ...listing, after });
}

/** A page shows the rows as the first page found them, unless that is so long ago that they are gone: then as they are. */
export async function listRows(
  rows: RowSource,
  memory: Memory,
  { q, sort, order, limit, ...query }: InstanceListQuery,
  askedAt: Instant,
): Promise<Omit<InstanceList, 'coverage'>> {
  const asked = { q, sort, order };
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, asked);
  const question = readQuestion(q, cursor?.now ?? askedAt);
  const revision = cursor && rows.hold(cursor.revision) ? cursor.revision : rows.revision;
  rows.hold(revision);
  const { skip = 0 } = query;
  const after = cursor?.position ?? null;
  const visible = rows.revision;
  const listing = { sort, order, question, revision, visible, after, skip, limit, spare: 0 };
  return rows.within(async (ask) => {
    const page = await readListed(rows, ask, memory, listing);
    memory.totals.keep(listing, page.total);
    const next = page.end && { position: page.end, revision, now: question.now };
    return { rows: [...page.rows], nextCursor: next && encodeCursor(asked, next), total: page.total };
  });
}
