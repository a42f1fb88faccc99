import { version } from '@duckdb/node-api';
import { z } from 'zod';
import { instantToMs } from '../../shared/domain/instant.ts';
import type { Clock } from './clock.ts';
import { isUnreadFailure } from './row-changes.ts';
import { dropUnfinishedOrder } from './row-order.ts';
import { createInstances, createVersionIndex } from './schema.ts';
import type { StoreWriter } from './store-database.ts';

/** How far the reading of storage had come when the rows were last complete. */
const storedState = z.object({
  /** Latest system write time seen. */
  newest: z.string().nullable(),
  /** How long the pass took that saw it. */
  passMs: z.number(),
  asOf: z.string(),
});
export type StoredState = z.infer<typeof storedState>;

interface Content {
  readonly state: StoredState | null;
  readonly revision: number;
  readonly rows: number;
  readonly unreadFailures: number;
}

/** Nothing is fetched from outside, nothing but the given file is touched. */
export const databaseOptions = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  preserve_insertion_order: 'false',
};

/** The hash of an id may be another in another DuckDB. */
const layout = `DuckDB ${version()}\n${createInstances()}`;

/** Whether the database was laid out as rows are kept today, for this hub. */
export async function isLaidOutFor(writer: StoreWriter, hub: string): Promise<boolean> {
  const [isThere = 0] = await writer.numbers(
    "SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('about', 'instances') AND NOT temporary",
  );
  if (isThere !== 2) return false;
  const about = await writer.texts('SELECT layout FROM about UNION ALL SELECT hub FROM about');
  return about.includes(layout) && about.includes(hub);
}

export async function layOut(writer: StoreWriter, hub: string): Promise<void> {
  await writer.run(createInstances());
  await writer.run('CREATE TABLE about (layout VARCHAR, hub VARCHAR, state VARCHAR)');
  await writer.run('INSERT INTO about VALUES ($layout, $hub, NULL)', { layout, hub });
}

/** Reads what there is to go on with; rows that never were complete are left out. */
export async function readContent(writer: StoreWriter, clock: Clock): Promise<Content> {
  await writer.run(dropUnfinishedOrder);
  const [text] = await writer.texts("SELECT coalesce(state, '') FROM about");
  const state = text ? storedState.parse(JSON.parse(text)) : null;
  const [newest = 0] = await writer.numbers(
    'SELECT greatest(coalesce(max(since_revision), 0), coalesce(max(until_revision), 0)) FROM instances',
  );
  await writer.run(`DELETE FROM instances WHERE ${state === null ? 'true' : 'until_revision IS NOT NULL'}`);
  await writer.run(createVersionIndex);
  const [rows = 0, unreadFailures = 0] = await writer.numbers(
    `SELECT count(*), count(*) FILTER (${isUnreadFailure}) FROM instances`,
  );
  // Starting from the clock, no cursor of an earlier process is taken for one of this.
  const revision = Math.max(newest + 1, Math.floor(instantToMs(clock.now())));
  return { state, revision, rows, unreadFailures };
}

export async function writeStoredState(writer: StoreWriter, state: StoredState): Promise<void> {
  await writer.run('UPDATE about SET state = $state', { state: JSON.stringify(state) });
}
