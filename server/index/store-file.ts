import { DuckDBInstance } from '@duckdb/node-api';
import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import { dropVersionIndex } from './schema.ts';
import { StoreDatabase } from './store-database.ts';
import { databaseOptions, isLaidOutFor, layOut } from './store-layout.ts';

export interface StorePlace {
  readonly directory: string;
  /** Which hub of which account: rows of another one are never shown. */
  readonly hub: string;
  /** For the log, in words: why a stored index was not used. */
  readonly onNotice: (notice: string) => void;
}

/** Letters of both cases are one on some file systems, and an id may be long: the hash tells hubs apart, the rest is for people. */
export function storeFileName(hub: string): string {
  const readable = hub.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 80);
  return `${readable}.${createHash('sha256').update(hub).digest('hex').slice(0, 12)}.duckdb`;
}

function messageOf(error: unknown): string {
  // What the database says tells more than what came of it.
  if (error instanceof AppError && error.cause !== undefined) return messageOf(error.cause);
  return error instanceof Error ? error.message : String(error);
}

function isInUse(error: unknown): boolean {
  return /could not set lock on file|conflicting lock/i.test(messageOf(error));
}

/**
 * Reads every column of every table: damage that is found here is not met by a question or a write later. Nothing reads an
 * index as a whole, so it is made anew out of the rows.
 */
async function readWhole(database: StoreDatabase): Promise<void> {
  await database.write(async (writer) => {
    const tables = await writer.texts('SELECT table_name FROM duckdb_tables() WHERE NOT temporary');
    for (const table of tables) await writer.numbers(`SELECT count(hash(whole)) FROM ${table} AS whole`);
    await writer.run(dropVersionIndex);
  });
}

async function openFile(path: string, hub: string): Promise<StoreDatabase | null> {
  const database = await StoreDatabase.on(await DuckDBInstance.create(path, databaseOptions));
  try {
    if (await database.write((writer) => isLaidOutFor(writer, hub))) {
      await readWhole(database);
      return database;
    }
    const isFresh = await database.write(async (writer) => {
      const [tables = 0] = await writer.numbers('SELECT count(*) FROM duckdb_tables() WHERE NOT temporary');
      if (tables === 0) await layOut(writer, hub);
      return tables === 0;
    });
    if (isFresh) return database;
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return null;
}

/** Only the last one set aside is kept. */
async function setAside(path: string): Promise<void> {
  await rm(`${path}.aside.wal`, { force: true });
  await rename(path, `${path}.aside`);
  await rename(`${path}.wal`, `${path}.aside.wal`).catch(() => undefined);
}

/**
 * The database of a hub under a directory. What is damaged, outdated or of another hub is set aside and begun anew. `null` =
 * the file cannot be had, because another process has it or the directory is not ours to write.
 */
export async function openStoreFile({ directory, hub, onNotice }: StorePlace): Promise<StoreDatabase | null> {
  const path = join(directory, storeFileName(hub));
  let reason = 'it was laid out by another version of Durascope or for another task hub';
  try {
    await mkdir(directory, { recursive: true });
    const database = await openFile(path, hub);
    if (database !== null) return database;
  } catch (error) {
    if (isInUse(error)) {
      onNotice(`${path} is in use by another process: this one keeps its index in memory.`);
      return null;
    }
    reason = messageOf(error);
  }
  try {
    await setAside(path);
    const database = await openFile(path, hub);
    onNotice(`${path} could not be used and is built anew, the old file is beside it: ${reason}`);
    return database;
  } catch (error) {
    onNotice(`${path} cannot be written, the index is kept in memory: ${messageOf(error)}`);
    return null;
  }
}

export async function openMemoryStore(): Promise<StoreDatabase> {
  const database = await StoreDatabase.on(await DuckDBInstance.create(':memory:', databaseOptions));
  await database.write((writer) => layOut(writer, ''));
  return database;
}
