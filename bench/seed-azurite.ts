import type { Azurite } from '../server/demo/azurite.ts';
import { escapePartitionKey } from '../server/providers/azure-storage/format/partition-key.ts';
import { createStorageHub } from '../server/testing/storage-hub.ts';
import { setTime, startPreloadedAzurite, type PreloadedRow, type WireColumns } from './preloaded-azurite.ts';
import type { SeededInstance } from './seed-rows.ts';

export interface SeededAzurite extends Azurite {
  readonly hub: string;
  /** Partition keys of the Instances table in the order of the service. */
  readonly sortedKeys: readonly string[];
}

/** The columns that the engine writes; `null` columns are not there. */
function toWireColumns({ row, input, output }: SeededInstance, hub: string): WireColumns {
  const columns: WireColumns = {
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

/** As it stands in the Instances table of the hub. */
export function instanceTableRow(hub: string, instance: SeededInstance): PreloadedRow {
  const { instanceId, rowVersion: writtenAt } = instance.row;
  const key = { table: `${hub}Instances`, partitionKey: escapePartitionKey(instanceId), rowKey: '' };
  return { ...key, writtenAt, columns: toWireColumns(instance, hub) };
}

/** The emulator on a free port, holding a hub with these instances. */
export async function startSeededAzurite(
  hub: string,
  instances: Iterable<SeededInstance>,
): Promise<SeededAzurite> {
  const keys: string[] = [];
  const rows = function* (): Generator<PreloadedRow> {
    for (const instance of instances) {
      const row = instanceTableRow(hub, instance);
      keys.push(row.partitionKey);
      yield row;
    }
  };
  const azurite = await startPreloadedAzurite(rows());
  await createStorageHub(azurite.connectionString, hub);
  return { ...azurite, hub, sortedKeys: keys.sort() };
}
