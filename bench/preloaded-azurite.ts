import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import type { Instant } from '../shared/domain/instant.ts';
import { startAzurite, type Azurite } from '../server/demo/azurite.ts';

/** Columns as the emulator keeps them; types that their values do not tell are in columns of their own. */
export type WireColumns = Record<string, string | number | boolean>;

export interface PreloadedRow {
  readonly table: string;
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly writtenAt: Instant;
  readonly columns: WireColumns;
}

export function setTime(columns: WireColumns, column: string, instant: Instant | null): void {
  if (instant === null) return;
  columns[`${column}@odata.type`] = 'Edm.DateTime';
  columns[column] = instant;
}

function* linesOf(rows: Iterable<PreloadedRow>): Generator<string> {
  for (const { table, partitionKey, rowKey, writtenAt, columns } of rows)
    yield `${JSON.stringify([table, partitionKey, rowKey, writtenAt, columns])}\n`;
}

/** The emulator on a free port with these rows in its tables: 100,000 are there within seconds. */
export async function startPreloadedAzurite(rows: Iterable<PreloadedRow>): Promise<Azurite> {
  const folder = await mkdtemp(join(tmpdir(), 'durascope-seed-'));
  const file = join(folder, 'rows.ndjson');
  try {
    await pipeline(linesOf(rows), createWriteStream(file));
    const preload = pathToFileURL(resolve('bench/preloaded-rows.mjs'));
    preload.searchParams.set('rows', file);
    return await startAzurite({ preload: preload.href });
  } finally {
    await rm(folder, { recursive: true });
  }
}
