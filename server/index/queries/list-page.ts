import { DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { Position } from '../cursor.ts';
import { fetchVersions, versionList } from './fetch-versions.ts';
import type { Borders } from './borders.ts';
import type { PlacedRow } from './first-pages.ts';
import type { KeptRows } from './kept-rows.ts';
import { Parameters } from './parameters.ts';
import type { Ask, Statement, StoredValues } from './row-source.ts';
import { sortKeys, sortValueOf, type Sorting, type SortValue } from './sort-keys.ts';
import { bigintOf, countOf, instanceRowOf, numberOf, presentText } from './stored-row.ts';

export interface PageRequest extends Sorting {
  /** Which versions of rows there were, and which of those are meant, in SQL. */
  readonly wasThere: (parameters: Parameters) => string;
  readonly matches: (parameters: Parameters) => string;
  readonly after: Position | null;
  readonly skip: number;
  readonly limit: number;
  /** So many rows that follow the page are wanted too, by their places alone. */
  readonly spare?: number;
  /** Counting along is for conditions that cost more to ask twice than the rows to put aside. */
  readonly isCounting?: boolean;
  /** The page is expected among so many of all rows that follow, which then are the only ones looked through; `null` = among all. */
  readonly reach?: number | null;
  /**
   * What is found first, so that ids are read of few rows. The page's end, by counting along, is for conditions that are cheap
   * to ask twice; its rows, by their sort values alone, where hardly two rows have the same.
   */
  readonly foundFirst: 'end' | 'rows' | null;
  /** Where the first page's reach is looked for; `revision` is that of the rows asked for. */
  readonly borders?: { readonly known: Borders; readonly revision: number };
  /** Where rows are looked for that were fetched before. */
  readonly keptRows?: KeptRows;
}

export interface Page {
  readonly rows: readonly InstanceRow[];
  /** The same rows and the spare ones that follow, by what their places depend on. */
  readonly placed: readonly PlacedRow[];
  /** No row follows the placed ones. */
  readonly isWhole: boolean;
  /** Of the last row, when more rows follow it. */
  readonly end: Position | null;
  /** `null` = not counted. */
  readonly total: number | null;
}

/** Rows without a value come last in both orders; rows with equal values go by id. */
function behind({ order, after }: PageRequest, parameters: Parameters): string {
  if (after === null) return 'true';
  const lastId = parameters.text(after.instanceId);
  if (after.key === null) return `sort_key IS NULL AND instance_id > ${lastId}`;
  const lastKey = valueSql(after.key, parameters);
  const beyond = order === 'asc' ? '>' : '<';
  return `sort_key ${beyond} ${lastKey} OR (sort_key = ${lastKey} AND instance_id > ${lastId}) OR sort_key IS NULL`;
}

function valueSql(value: bigint | string, parameters: Parameters): string {
  return typeof value === 'bigint' ? parameters.integer(value) : parameters.text(value);
}

/** The sort value as many rows on, among all; `null` = there are not so many with a value. */
async function findBorder(ask: Ask, request: PageRequest, reach: number): Promise<SortValue> {
  const { wasThere, sort, order } = request;
  const parameters = new Parameters();
  const [record] = await ask(
    parameters.statement(`SELECT sort_key
      FROM (SELECT ${sortKeys[sort].sql} AS sort_key, instance_id FROM instances WHERE ${wasThere(parameters)})
      WHERE ${behind(request, parameters)}
      ORDER BY sort_key ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST
      LIMIT 1 OFFSET ${parameters.integer(BigInt(reach))}`),
  );
  return record ? sortValueOf(record) : null;
}

function itemsOf(list: DuckDBValue | undefined): readonly DuckDBValue[] {
  return list instanceof DuckDBListValue ? list.items : [];
}

interface First {
  /** `null` = not counted. */
  readonly total: number | null;
  /** The sort value of the first row that follows the page; `null` = not known, or there are not so many rows with a value. */
  readonly border: SortValue;
  /** `null` = to be looked for. */
  readonly found: StoredValues[] | null;
}

/** Counts the rows that match in the same scan that looks for the first of those that follow. */
async function findEnd(ask: Ask, request: PageRequest): Promise<First> {
  const { wasThere, matches, sort, order, skip, limit } = request;
  const wanted = skip + limit + 1;
  const parameters = new Parameters();
  const follows = behind(request, parameters);
  const extreme = order === 'asc' ? 'min' : 'max';
  const [record = {}] = await ask(
    parameters.statement(`SELECT count(*) AS total, ${extreme}(sort_key, ${wanted}) FILTER (${follows}) AS keys
      FROM (SELECT ${sortKeys[sort].sql} AS sort_key, instance_id FROM instances
        WHERE ${wasThere(parameters)} AND ${matches(parameters)})`),
  );
  const border = sortValueOf({ sort_key: itemsOf(record['keys'])[wanted - 1] ?? null });
  return { total: countOf(record, 'total'), border, found: null };
}

/** In the order of their sort values, those of equal values by id. */
function putInOrder(
  ask: Ask,
  { sort, order }: PageRequest,
  records: readonly StoredValues[],
): Promise<StoredValues[]> {
  const parameters = new Parameters();
  const versions = records.map((record) => bigintOf(record, 'version_number'));
  return ask(
    parameters.statement(`SELECT version_number, ${sortKeys[sort].sql} AS sort_key
      FROM instances WHERE version_number IN (${versionList(versions, parameters)})
      ORDER BY sort_key ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, instance_id`),
  );
}

/**
 * The first rows as their sort values alone tell them, unless the last one shown has the same value as the one that follows.
 * DuckDB passes over rows that cannot be among the first ones, many at a time where rows lie in about that order.
 */
async function findBySortValue(ask: Ask, request: PageRequest): Promise<First> {
  const { skip, limit } = request;
  const wanted = skip + limit + 1;
  const first = await ask(firstRows({ ...request, skip: 0, limit: wanted - 1 }, null, 'sort value'));
  const total = first[0] ? numberOf(first[0], 'total') : null;
  const isWhole = first.length < wanted;
  const [last = null] = first.slice(-1).map(sortValueOf);
  if (!isWhole && last === null) return { total, border: null, found: null };
  const areDistinct = new Set(first.map(sortValueOf)).size === first.length;
  const found = areDistinct ? first : await putInOrder(ask, request, first);
  const [lastShown = null, border = null] = found.slice(-2).map(sortValueOf);
  const isCertain = isWhole || lastShown !== border;
  return { total, border: isWhole ? null : border, found: isCertain ? found.slice(skip) : null };
}

/**
 * The rows that follow, up to a border, and one more than asked for, which tells whether another page follows. Sorting takes
 * as little of each row along as it can: the rest is fetched for those that are shown.
 */
function firstRows(
  request: PageRequest,
  border: SortValue,
  orderedBy: 'sort value' | 'id as well',
): Statement {
  const { wasThere, matches, sort, order, limit, skip, after, isCounting = false } = request;
  const parameters = new Parameters();
  const key = sortKeys[sort].sql;
  const isWithin =
    border === null ? 'true' : `${key} ${order === 'asc' ? '<=' : '>='} ${valueSql(border, parameters)}`;
  const meant = `${wasThere(parameters)} AND ${isWithin} AND ${matches(parameters)}`;
  const follows = behind(request, parameters);
  const [most, left] = [parameters.integer(BigInt(limit) + 1n), parameters.integer(BigInt(skip))];
  const byId = orderedBy === 'id as well' ? ', instance_id' : '';
  const id = byId !== '' || after !== null ? ', instance_id' : '';
  return parameters.statement(`WITH meant AS ${isCounting ? 'MATERIALIZED' : 'NOT MATERIALIZED'} (
        SELECT version_number, ${key} AS sort_key${id} FROM instances WHERE ${meant})
      SELECT version_number, sort_key${id}, ${isCounting ? '(SELECT count(*) FROM meant)' : 'NULL'} AS total
      FROM meant WHERE ${follows}
      ORDER BY sort_key ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST${byId} LIMIT ${most} OFFSET ${left}`);
}

async function findRows(ask: Ask, request: PageRequest, border: SortValue): Promise<StoredValues[]> {
  return ask(firstRows(request, border, 'id as well'));
}

async function findReach(ask: Ask, request: PageRequest): Promise<SortValue> {
  const { reach = null, borders, after } = request;
  if (reach === null) return null;
  if (borders === undefined || after !== null) return findBorder(ask, request, reach);
  const { known, revision } = borders;
  const remembered = known.find(request, reach, revision);
  if (remembered !== null) return remembered;
  const key = await findBorder(ask, request, reach);
  if (key !== null) known.keep(request, { key, reach, revision });
  return key;
}

interface Shown {
  readonly found: StoredValues[];
  /** `null` = not counted. */
  readonly total: number | null;
}

async function findShown(ask: Ask, request: PageRequest): Promise<Shown> {
  const { foundFirst } = request;
  if (foundFirst !== null) {
    const first = await (foundFirst === 'rows' ? findBySortValue : findEnd)(ask, request);
    return { found: first.found ?? (await findRows(ask, request, first.border)), total: first.total };
  }
  const border = await findReach(ask, request);
  let found = await findRows(ask, request, border);
  if (border !== null && found.length <= request.limit) {
    // Rows that match may be rarer there than elsewhere, or fewer rows than once come before the border.
    request.borders?.known.forget(request, request.reach ?? 0);
    found = await findRows(ask, request, null);
  }
  const [first] = found;
  return { found, total: first ? numberOf(first, 'total') : null };
}

function hasIds([first]: readonly StoredValues[]): boolean {
  return first !== undefined && 'instance_id' in first;
}

/** Whole rows are read of so many spare ones where nothing else tells their ids. */
const mostSpareRead = 25;

/** As far as the ids are known. */
function placedRows(found: readonly StoredValues[], rows: readonly InstanceRow[]): PlacedRow[] {
  const known = hasIds(found) ? found : found.slice(0, rows.length);
  return known.flatMap((record, place): PlacedRow[] => {
    const version = bigintOf(record, 'version_number');
    const instanceId = rows[place]?.instanceId ?? presentText(record, 'instance_id');
    return version === null ? [] : [{ version, key: sortValueOf(record), instanceId }];
  });
}

export async function readPage(ask: Ask, request: PageRequest): Promise<Page> {
  const { limit, spare = 0, keptRows } = request;
  const { found, total } = await findShown(ask, { ...request, limit: limit + spare });
  const read = hasIds(found) ? limit : limit + Math.min(spare, mostSpareRead);
  const versions = found.slice(0, read).map((record) => bigintOf(record, 'version_number'));
  const rows = keptRows
    ? await keptRows.fetch(ask, versions)
    : (await fetchVersions(ask, versions)).map(instanceRowOf);
  const placed = placedRows(found.slice(0, limit + spare), rows);
  const last = placed[limit - 1];
  return {
    rows: rows.slice(0, limit),
    placed,
    isWhole: placed.length === found.length,
    end: found.length > limit && last ? { key: last.key, instanceId: last.instanceId } : null,
    total,
  };
}
