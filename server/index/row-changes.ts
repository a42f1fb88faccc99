import { VARCHAR, BIGINT } from '@duckdb/node-api';
import { instantToTicks } from '../../shared/domain/instant.ts';
import type { ScannedFailure } from '../task-hub/task-hub.ts';
import type { Statement } from './queries/row-source.ts';
import { columnList } from './schema.ts';
import type { FilledColumn, StoreWriter } from './store-database.ts';

/**
 * The name of a temporary table of whole rows as they shall be, each with the present version that it replaces (`replaced` and
 * `replaced_version`: its rowid and its number) and whether that version's failure was unread.
 */
export type Changes = 'changes';

export interface ChangeCount {
  readonly changed: number;
  readonly replaced: number;
  /** By how much the failed rows whose failure is not known became more. */
  readonly unreadFailures: number;
}

/** Up to here, versions of rows are found one by one in the index on them, beyond it by looking through the whole table. */
export const foundOneByOne = 50;

export const isUnreadFailure = "(runtime_status = 'Failed' AND fingerprint IS NULL)";
export const present = 'until_revision IS NULL';
const presentVersion = `rowid AS replaced, version_number AS replaced_version, ${isUnreadFailure} AS was_unread`;

export const failureColumns: readonly FilledColumn<ScannedFailure>[] = [
  { name: 'failed_id', type: VARCHAR, valueOf: ({ instanceId }) => instanceId },
  { name: 'failed_version', type: BIGINT, valueOf: ({ rowVersion }) => instantToTicks(rowVersion) },
  { name: 'read_type', type: VARCHAR, valueOf: ({ failure }) => failure.errorType },
  { name: 'read_message', type: VARCHAR, valueOf: ({ failure }) => failure.message },
  { name: 'read_function', type: VARCHAR, valueOf: ({ failure }) => failure.failingFunction },
  { name: 'read_fingerprint', type: VARCHAR, valueOf: ({ failure }) => failure.fingerprint },
];

const withFailures = `CREATE OR REPLACE TEMP TABLE changes AS
  SELECT ${columnList}, instances.rowid AS replaced, version_number AS replaced_version, true AS was_unread
  FROM instances JOIN failures
    ON id_hash = hash(failed_id) AND instance_id = failed_id AND row_version = failed_version
  WHERE ${present} AND ${isUnreadFailure}`;

const fillFailures = `UPDATE changes SET error_type = read_type, failure_message = read_message,
  failing_function = read_function, fingerprint = read_fingerprint FROM failures WHERE failed_id = instance_id`;

/** Expects the failures read in a table `failures`; those of other versions than the present ones change nothing. */
export async function changeToFailures(writer: StoreWriter): Promise<Changes> {
  await writer.run(withFailures);
  await writer.run(fillFailures);
  return 'changes';
}

/** The same without other versions: how many failures were news. */
export function fillInFailures(writer: StoreWriter): Promise<number> {
  return writer.run(`UPDATE instances SET error_type = read_type, failure_message = read_message,
      failing_function = read_function, fingerprint = read_fingerprint FROM failures
    WHERE id_hash = hash(failed_id) AND instance_id = failed_id AND row_version = failed_version
      AND ${present} AND ${isUnreadFailure}`);
}

const parentlessChildren = `instances WHERE ${present}
  AND parent_instance_id IS NULL AND parent_execution_id IS NOT NULL`;

const parents = `(SELECT execution_id, any_value(instance_id) AS instance_id FROM instances
    WHERE ${present} AND execution_id IS NOT NULL AND execution_id IN (SELECT parent_execution_id FROM ${parentlessChildren})
    GROUP BY execution_id) AS parents`;

const withParents = `CREATE OR REPLACE TEMP TABLE changes AS
  SELECT children.* REPLACE (parents.instance_id AS parent_instance_id)
  FROM (SELECT ${columnList}, ${presentVersion} FROM ${parentlessChildren}) AS children
  JOIN ${parents}
  ON parents.execution_id = children.parent_execution_id WHERE parents.instance_id <> children.instance_id`;

export async function changeToParents(writer: StoreWriter): Promise<Changes> {
  await writer.run(withParents);
  return 'changes';
}

/** The same without other versions: how many children were found. */
export function fillInParents(writer: StoreWriter): Promise<number> {
  return writer.run(`UPDATE instances SET parent_instance_id = parents.instance_id FROM ${parents}
    WHERE parents.execution_id = parent_execution_id AND parents.instance_id <> instances.instance_id
      AND ${present} AND parent_instance_id IS NULL`);
}

const withParent = `CREATE OR REPLACE TEMP TABLE changes AS
  SELECT ${columnList.replace('parent_instance_id', '$parent AS parent_instance_id')},
    ${presentVersion}
  FROM instances WHERE id_hash = hash($child) AND instance_id = $child AND ${present}
    AND parent_instance_id IS DISTINCT FROM $parent`;

export async function changeToParent(writer: StoreWriter, child: string, parent: string): Promise<Changes> {
  await writer.run(withParent, { child, parent }, { child: VARCHAR, parent: VARCHAR });
  return 'changes';
}

export async function countChanges(writer: StoreWriter, changes: Changes): Promise<ChangeCount> {
  const [changed = 0, replaced = 0, unread = 0, wereUnread = 0] = await writer.numbers(
    `SELECT count(*), count(replaced), count(*) FILTER (${isUnreadFailure}), count(*) FILTER (was_unread) FROM ${changes}`,
  );
  return { changed, replaced, unreadFailures: unread - wereUnread };
}

/** Ends the present versions that are replaced and lets the changed rows hold from this revision on. */
export async function writeChanges(
  writer: StoreWriter,
  changes: Changes,
  { replaced }: ChangeCount,
  revision: number,
): Promise<void> {
  await endReplaced(writer, changes, replaced, revision);
  await insertFrom(writer, changes, revision);
}

/** The rows of a table hold from this revision on. */
export async function insertFrom(
  writer: StoreWriter,
  table: Changes | 'arrivals',
  revision: number,
): Promise<void> {
  await writer.run(
    `INSERT INTO instances (${columnList}, since_revision, id_hash)
      SELECT ${columnList}, ${revision}, hash(instance_id) FROM ${table}`,
  );
}

/** Ends the versions that are named as `replaced` in the table or view, which are so many. */
export async function endReplaced(
  writer: StoreWriter,
  changes: Changes | 'ending',
  count: number,
  revision: number,
): Promise<void> {
  if (count === 0) return;
  // The index is only looked into for numbers that are part of the SQL.
  const which =
    count <= foundOneByOne
      ? `version_number IN (${(await writer.texts(`SELECT replaced_version FROM ${changes} WHERE replaced IS NOT NULL`)).join(', ')})`
      : `rowid IN (SELECT replaced FROM ${changes} WHERE replaced IS NOT NULL)`;
  await writer.run(`UPDATE instances SET until_revision = ${revision} WHERE ${which}`);
}

/** Puts the present rows that fulfil the condition into a table `ending`. */
export async function stageEnding(writer: StoreWriter, condition: Statement): Promise<ChangeCount> {
  const { sql, values, types } = condition;
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE ending AS SELECT ${presentVersion} FROM instances WHERE ${present} AND ${sql}`,
    values,
    types,
  );
  const [replaced = 0, wereUnread = 0] = await writer.numbers(
    'SELECT count(*), count(*) FILTER (was_unread) FROM ending',
  );
  return { changed: 0, replaced, unreadFailures: -wereUnread };
}
