import type { Azurite } from '../../server/demo/azurite.ts';
import { controlQueueName } from '../../server/providers/azure-storage/format/resource-names.ts';
import { createStorageHub, type StorageHub } from '../../server/testing/storage-hub.ts';
import { msToInstant } from '../../shared/domain/instant.ts';
import { startPreloadedAzurite, type PreloadedRow } from '../preloaded-azurite.ts';
import { partitionCount } from './seeded-execution.ts';

const leaseMs = 86_400_000;

function dateTime(ms: number) {
  return { type: 'DateTime', value: msToInstant(ms) } as const;
}

export interface OwnedHub {
  readonly azurite: Azurite;
  readonly storage: StorageHub;
  readonly hub: string;
}

/** The emulator with these rows in a hub whose partitions two workers hold for longer than anybody measures. */
export async function startOwnedHub(hub: string, rows: Iterable<PreloadedRow>): Promise<OwnedHub> {
  const azurite = await startPreloadedAzurite(rows);
  const storage = await createStorageHub(azurite.connectionString, hub, partitionCount);
  const nowMs = Date.now();
  for (let partition = 0; partition < partitionCount; partition++) {
    await storage.partitions.updateEntity({
      ...{
        partitionKey: '',
        rowKey: controlQueueName(hub, partition),
        CurrentOwner: `worker-${partition % 2}`,
      },
      ...{
        OwnedSince: dateTime(nowMs - leaseMs),
        LastRenewal: dateTime(nowMs),
        ExpiresAt: dateTime(nowMs + leaseMs),
      },
    });
  }
  return { azurite, storage, hub };
}
