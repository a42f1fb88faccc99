import { BIGINT } from '@duckdb/node-api';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { instantToTicks } from '../../shared/domain/instant.ts';
import { Parameters } from './queries/parameters.ts';
import { bigintOf, countOf, presentText, textOf } from './queries/stored-row.ts';
import type { StoredValues } from './queries/row-source.ts';
import { foundOneByOne, insertFrom, isUnreadFailure, present, type ChangeCount } from './row-changes.ts';
import { columnList, columns } from './schema.ts';
import type { StoreWriter } from './store-database.ts';

/** Up to here, rows are written quicker one by one than put aside and written together. */
const writtenOneByOne = 5;

/** What the present version of a row tells about whether another one replaces it. */
interface KnownRow {
  readonly rowNumber: bigint | null;
  readonly version: bigint | null;
  readonly rowVersion: bigint | null;
  readonly generation: number;
  readonly hasFailure: boolean;
  readonly isUnread: boolean;
  readonly parentInstanceId: string | null;
}

interface NewerRow {
  readonly row: InstanceRow;
  readonly replaced: KnownRow | undefined;
}

function isNewer(row: InstanceRow, other: InstanceRow | undefined): boolean {
  if (other === undefined || row.rowVersion > other.rowVersion) return true;
  return row.rowVersion === other.rowVersion && other.failure === null;
}

/** Of several rows with one id only the newest may be offered. */
export function newestOfEach(rows: readonly InstanceRow[]): InstanceRow[] {
  const newest = new Map<string, InstanceRow>();
  for (const row of rows) {
    if (isNewer(row, newest.get(row.instanceId))) newest.set(row.instanceId, row);
  }
  return [...newest.values()];
}

function knownRowOf(record: StoredValues): KnownRow {
  return {
    rowNumber: bigintOf(record, 'row_number'),
    version: bigintOf(record, 'version_number'),
    rowVersion: bigintOf(record, 'row_version'),
    generation: countOf(record, 'generation'),
    hasFailure: textOf(record, 'fingerprint') !== null,
    isUnread: record['is_unread'] === true,
    parentInstanceId: textOf(record, 'parent_instance_id'),
  };
}

async function readKnown(writer: StoreWriter, which: string): Promise<Map<string, KnownRow>> {
  const records = await writer.records(`SELECT rowid AS row_number, version_number, instance_id, row_version,
      coalesce(generation, 0) AS generation, fingerprint, ${isUnreadFailure} AS is_unread, parent_instance_id
    FROM instances WHERE ${which}`);
  return new Map(records.map((record) => [presentText(record, 'instance_id'), knownRowOf(record)]));
}

/** Looking through the hashes alone and going to the rows by the index is several times as quick as one scan of everything asked for. */
async function readFewKnown(
  writer: StoreWriter,
  rows: readonly InstanceRow[],
): Promise<Map<string, KnownRow>> {
  const parameters = new Parameters();
  const hashes = rows.map(({ instanceId }) => `hash(${parameters.text(instanceId)})`);
  const { sql, values, types } = parameters.statement(
    `SELECT version_number FROM instances WHERE id_hash IN (${hashes.join(', ')}) AND ${present}`,
  );
  const versions = await writer.texts(sql, values, types);
  // A further condition would keep DuckDB from using the index on them.
  return versions.length === 0 ? new Map() : readKnown(writer, `version_number IN (${versions.join(', ')})`);
}

/** A row read in full tells more than the same version read in passing. */
function replaces({ rowVersion, failure }: InstanceRow, known: KnownRow): boolean {
  const version = instantToTicks(rowVersion);
  if (known.rowVersion === null || version > known.rowVersion) return true;
  return version === known.rowVersion && failure !== null && !known.hasFailure;
}

/** An id that is used again starts without a parent. */
function withKnownParent(row: InstanceRow, known: KnownRow): InstanceRow {
  const isSameInstance = (row.generation ?? 0) <= known.generation;
  if (row.parentInstanceId !== null || known.parentInstanceId === null || !isSameInstance) return row;
  return { ...row, parentInstanceId: known.parentInstanceId };
}

function newerAmong(arrivals: readonly InstanceRow[], known: ReadonlyMap<string, KnownRow>): NewerRow[] {
  return arrivals.flatMap((row): NewerRow[] => {
    const replaced = known.get(row.instanceId);
    if (replaced === undefined) return [{ row, replaced }];
    return replaces(row, replaced) ? [{ row: withKnownParent(row, replaced), replaced }] : [];
  });
}

function isUnread({ runtimeStatus, failure }: InstanceRow): boolean {
  return runtimeStatus === 'Failed' && failure === null;
}

async function endVersions(
  writer: StoreWriter,
  replaced: readonly KnownRow[],
  revision: number,
): Promise<void> {
  if (replaced.length === 0) return;
  const end = `UPDATE instances SET until_revision = ${revision} WHERE`;
  if (replaced.length <= foundOneByOne) {
    // The index is only looked into for numbers that are part of the SQL.
    await writer.run(
      `${end} version_number IN (${replaced.map(({ version }) => String(version)).join(', ')})`,
    );
    return;
  }
  const number = { name: 'row_number', type: BIGINT, valueOf: (known: KnownRow) => known.rowNumber };
  await writer.stage('replaced', [number], replaced);
  await writer.run(`${end} rowid IN (SELECT row_number FROM replaced)`);
}

const insertRow = `INSERT INTO instances (${columnList}, since_revision, id_hash)
  VALUES (${columns.map(({ name }) => `$${name}`).join(', ')}, $since_revision, hash($instance_id))`;
const rowTypes = {
  ...Object.fromEntries(columns.map(({ name, type }) => [name, type])),
  since_revision: BIGINT,
};

async function insert(writer: StoreWriter, rows: readonly InstanceRow[], revision: number): Promise<void> {
  if (rows.length > writtenOneByOne) {
    await writer.stage('arrivals', columns, rows);
    await insertFrom(writer, 'arrivals', revision);
    return;
  }
  for (const row of rows) {
    const values = Object.fromEntries(columns.map(({ name, valueOf }) => [name, valueOf(row)]));
    await writer.runPrepared(insertRow, { ...values, since_revision: BigInt(revision) }, rowTypes);
  }
}

/** Lets the rows hold from this revision on that are new or newer than the present ones; each id may be offered once. */
export async function writeNewer(
  writer: StoreWriter,
  arrivals: readonly InstanceRow[],
  revision: number,
): Promise<ChangeCount> {
  const areFew = arrivals.length <= foundOneByOne;
  if (!areFew) await writer.stage('arrivals', columns, arrivals);
  const known = areFew
    ? await readFewKnown(writer, arrivals)
    : await readKnown(writer, `id_hash IN (SELECT hash(instance_id) FROM arrivals) AND ${present}`);
  const newer = newerAmong(arrivals, known);
  const replaced = newer.flatMap((each) => each.replaced ?? []);
  if (newer.length > 0) {
    await endVersions(writer, replaced, revision);
    const areStaged = !areFew && known.size === 0;
    if (areStaged) await insertFrom(writer, 'arrivals', revision);
    else
      await insert(
        writer,
        newer.map(({ row }) => row),
        revision,
      );
  }
  const unread = newer.filter(({ row }) => isUnread(row)).length;
  const wereUnread = replaced.filter((each) => each.isUnread).length;
  return { changed: newer.length, replaced: replaced.length, unreadFailures: unread - wereUnread };
}
