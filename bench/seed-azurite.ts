import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { startAzurite, type Azurite } from '../server/demo/azurite.ts';
import { escapePartitionKey } from '../server/providers/azure-storage/format/partition-key.ts';
import { createStorageHub } from '../server/testing/storage-hub.ts';
import type { SeededInstance } from './seed-rows.ts';

export interface SeededAzurite extends Azurite {
  readonly hub: string;
  /** Partition keys of the Instances table in the order of the service. */
  readonly sortedKeys: readonly string[];
}

type Columns = Record<string, string | number>;

function setTime(columns: Columns, column: string, instant: string | null): void {
  if (instant === null) return;
  columns[`${column}@odata.type`] = 'Edm.DateTime';
  columns[column] = instant;
}

/** The columns that the engine writes, as the emulator keeps them; `null` columns are not there. */
function toWireColumns({ row, input, output }: SeededInstance, hub: string): Columns {
  const columns: Columns = {
    Input: input,
    Name: row.kind === 'entity' ? row.instanceId : (row.name ?? ''),
    Version: row.version ?? '',
    RuntimeStatus: row.runtimeStatus,
    TaskHubName: hub,
    ExecutionId: row.executionId ?? '',
    Generation: row.generation ?? 0,
    Tags: JSON.stringify(row.tags),
    CustomStatus: row.customStatus ?? 'null',
  };
  if (output !== null) columns.Output = output;
  setTime(columns, 'CreatedTime', row.createdAt);
  setTime(columns, 'LastUpdatedTime', row.lastUpdatedAt);
  setTime(columns, 'CompletedTime', row.completedAt);
  setTime(columns, 'ScheduledStartTime', row.scheduledStartAt);
  return columns;
}

/** The emulator on a free port, holding a hub with these instances: 100,000 are there within seconds. */
export async function startSeededAzurite(
  hub: string,
  instances: Iterable<SeededInstance>,
): Promise<SeededAzurite> {
  const folder = await mkdtemp(join(tmpdir(), 'durascope-seed-'));
  const file = join(folder, 'rows.ndjson');
  const keys: string[] = [];
  const lines = function* () {
    for (const instance of instances) {
      const key = escapePartitionKey(instance.row.instanceId);
      keys.push(key);
      yield `${JSON.stringify([key, instance.row.rowVersion, toWireColumns(instance, hub)])}\n`;
    }
  };
  try {
    await pipeline(lines, createWriteStream(file));
    const preload = pathToFileURL(resolve('bench/preloaded-rows.mjs'));
    preload.searchParams.set('table', `${hub}Instances`);
    preload.searchParams.set('rows', file);
    const azurite = await startAzurite({ preload: preload.href });
    await createStorageHub(azurite.connectionString, hub);
    return { ...azurite, hub, sortedKeys: keys.sort() };
  } finally {
    await rm(folder, { recursive: true });
  }
}
