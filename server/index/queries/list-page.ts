import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { Position } from '../cursor.ts';
import { fetchVersions } from './fetch-versions.ts';
import { Parameters } from './parameters.ts';
import type { Ask, StoredValues } from './row-source.ts';
import { sortKeys, type Sorting } from './sort-keys.ts';
import { bigintOf, instanceRowOf, presentText } from './stored-row.ts';

export interface PageRequest extends Sorting {
  /** The rows that are meant, in SQL. */
  readonly condition: (parameters: Parameters) => string;
  readonly after: Position | null;
  readonly skip: number;
  readonly limit: number;
}

export interface Page {
  readonly rows: readonly InstanceRow[];
  /** Of the last row, when more rows follow it. */
  readonly end: Position | null;
}

/** Rows without a value come last in both orders; rows with equal values go by id. */
function behind({ sort, order, after }: PageRequest, parameters: Parameters): string {
  if (after === null) return 'true';
  const key = sortKeys[sort].sql;
  const lastId = parameters.text(after.instanceId);
  if (after.key === null) return `${key} IS NULL AND instance_id > ${lastId}`;
  const lastKey = typeof after.key === 'bigint' ? parameters.integer(after.key) : parameters.text(after.key);
  const beyond = order === 'asc' ? '>' : '<';
  return `${key} ${beyond} ${lastKey} OR (${key} = ${lastKey} AND instance_id > ${lastId}) OR ${key} IS NULL`;
}

/** Sorting takes as little of each row along as it can: the rest is fetched for those that are shown. */
async function findRows(ask: Ask, request: PageRequest): Promise<StoredValues[]> {
  const { condition, sort, order, limit, skip } = request;
  const parameters = new Parameters();
  const meant = `(${condition(parameters)}) AND (${behind(request, parameters)})`;
  // One row more than asked for tells whether another page follows.
  const [most, left] = [parameters.integer(BigInt(limit) + 1n), parameters.integer(BigInt(skip))];
  return ask(
    parameters.statement(`SELECT version_number, ${sortKeys[sort].sql} AS sort_key, instance_id
      FROM instances WHERE ${meant}
      ORDER BY sort_key ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, instance_id LIMIT ${most} OFFSET ${left}`),
  );
}

function positionOf(record: StoredValues): Position {
  const key = record['sort_key'];
  return {
    key: typeof key === 'bigint' || typeof key === 'string' ? key : null,
    instanceId: presentText(record, 'instance_id'),
  };
}

export async function readPage(ask: Ask, request: PageRequest): Promise<Page> {
  const found = await findRows(ask, request);
  const shown = found.slice(0, request.limit);
  const last = shown.at(-1);
  const versions = shown.map((record) => bigintOf(record, 'version_number'));
  return {
    rows: (await fetchVersions(ask, versions)).map(instanceRowOf),
    end: found.length > shown.length && last ? positionOf(last) : null,
  };
}
