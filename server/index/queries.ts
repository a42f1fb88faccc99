import { LIST, VARCHAR, listValue, type DuckDBType } from '@duckdb/node-api';
import { z } from 'zod';
import type { HubSummary } from '../../shared/contract/hubs.ts';
import {
  instanceKind,
  runtimeStatus,
  type InstanceFilter,
  type InstanceRow,
} from '../../shared/contract/instances.ts';
import type { InstanceFacets, InstanceList, InstanceListQuery } from '../task-hub/instance-index.ts';
import { decodeCursor, encodeCursor, type Position, type Sorting } from './cursor.ts';
import type { RowStore, Statement, StoredValues } from './row-store.ts';
import { columnList, sortExpressions, storedRow } from './schema.ts';

interface Condition {
  readonly sql: string;
  readonly values: StoredValues;
  readonly types: Record<string, DuckDBType>;
}

const none: Condition = { sql: 'true', values: {}, types: {} };

/** An empty list of choices is no choice. */
function oneOf(column: 'runtime_status' | 'name', choices: readonly string[] | undefined): Condition {
  if (!choices || choices.length === 0) return none;
  const parameter = `${column}_choices`;
  return {
    sql: `list_contains($${parameter}, ${column})`,
    values: { [parameter]: listValue(choices) },
    types: { [parameter]: LIST(VARCHAR) },
  };
}

function hasKind(kind: InstanceFilter['kind']): Condition {
  return kind === undefined ? none : { sql: 'kind = $kind', values: { kind }, types: {} };
}

function startsWith(idPrefix: string | undefined): Condition {
  if (!idPrefix) return none;
  return { sql: 'starts_with(instance_id, $id_prefix)', values: { id_prefix: idPrefix }, types: {} };
}

function all(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: Object.assign({}, ...conditions.map(({ values }) => values)) as StoredValues,
    types: Object.assign({}, ...conditions.map(({ types }) => types)) as Record<string, DuckDBType>,
  };
}

function matches(filter: InstanceFilter): Condition {
  return all([
    oneOf('runtime_status', filter.status),
    oneOf('name', filter.name),
    hasKind(filter.kind),
    startsWith(filter.idPrefix),
  ]);
}

/** Rows without a value come last in both orders; rows with equal values go by id. */
function after({ sort, order }: Sorting, position: Position | null): Condition {
  if (position === null) return none;
  const { column } = sortExpressions[sort];
  const { key, instanceId } = position;
  const values: StoredValues = { last_id: instanceId };
  if (key === null) return { sql: `${column} IS NULL AND instance_id > $last_id`, values, types: {} };
  const beyond = order === 'asc' ? '>' : '<';
  const sql = `${column} ${beyond} $last_key OR (${column} = $last_key AND instance_id > $last_id) OR ${column} IS NULL`;
  return { sql, values: { ...values, last_key: key }, types: {} };
}

function select(what: string, { sql, values, types }: Condition, tail = ''): Statement {
  return { sql: `SELECT ${what} FROM instances WHERE ${sql} ${tail}`, values, types };
}

const sortKey = z.union([z.string(), z.bigint(), z.null()]);
const total = z.tuple([z.object({ total: z.bigint().transform(Number) })]);

function positionOf(record: StoredValues, row: InstanceRow, sorting: Sorting): Position {
  return {
    key: sortKey.parse(record[sortExpressions[sorting.sort].column]),
    instanceId: row.instanceId,
  };
}

export async function listRows(
  store: RowStore,
  query: InstanceListQuery,
): Promise<Omit<InstanceList, 'coverage'>> {
  const { sort, order, limit, cursor } = query;
  const position = cursor === undefined ? null : decodeCursor(cursor, query);
  const filter = matches(query);
  const page = all([filter, after(query, position)]);
  const ordering = `ORDER BY ${sortExpressions[sort].column} ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, instance_id ASC`;
  // One row more than asked for tells whether another page follows.
  const paged = { ...page, values: { ...page.values, row_limit: BigInt(limit) + 1n } };
  const [records = [], totals = []] = await store.read([
    select(columnList, paged, `${ordering} LIMIT $row_limit`),
    select('count(*) AS total', filter),
  ]);
  const shown = records.slice(0, limit);
  const rows = shown.map((record) => storedRow.parse(record));
  const [lastRecord, lastRow] = [shown.at(-1), rows.at(-1)];
  const hasMore = records.length > limit && lastRecord !== undefined && lastRow !== undefined;
  return {
    rows,
    nextCursor: hasMore ? encodeCursor(query, positionOf(lastRecord, lastRow, query)) : null,
    total: total.parse(totals)[0].total,
  };
}

const facetRows = z.array(z.object({ value: z.string(), count: z.bigint().transform(Number) }));

function facetOf(column: 'runtime_status' | 'name', filter: InstanceFilter): Statement {
  const named = all([matches(filter), { ...none, sql: `${column} IS NOT NULL` }]);
  return select(`${column} AS value, count(*) AS count`, named, 'GROUP BY value ORDER BY count DESC, value');
}

/** Each facet ignores the filter on itself, so that the other choices stay in sight; rows without a name are in none. */
export async function countFacets(
  store: RowStore,
  filter: InstanceFilter,
): Promise<Omit<InstanceFacets, 'coverage'>> {
  const [status, name] = await store.read([
    facetOf('runtime_status', { ...filter, status: undefined }),
    facetOf('name', { ...filter, name: undefined }),
  ]);
  return { status: facetRows.parse(status), name: facetRows.parse(name) };
}

const countRows = z.array(
  z.object({ kind: instanceKind, status: runtimeStatus, count: z.bigint().transform(Number) }),
);

export async function countByKindAndStatus(store: RowStore): Promise<HubSummary['counts']> {
  const grouping = 'GROUP BY kind, status ORDER BY kind, status';
  const [counts] = await store.read([
    select('kind, runtime_status AS status, count(*) AS count', none, grouping),
  ]);
  return countRows.parse(counts);
}
