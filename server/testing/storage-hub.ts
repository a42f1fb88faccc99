import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import type { Instant } from '../../shared/domain/instant.ts';
import { createAzureStorageConnection } from '../providers/azure-storage/connection.ts';
import { controlQueueName, resourceNames } from '../providers/azure-storage/format/resource-names.ts';
import type { SentStarts } from '../providers/azure-storage/sent-starts.ts';
import type { TaskHubConnection } from '../task-hub/task-hub.ts';

interface ConnectOptions {
  readonly partitionCount?: number;
  readonly clock?: () => Instant;
  readonly sentStarts?: SentStarts;
}

/** The Azure Storage provider on an account. */
export function connectStorage(connectionString: string, options: ConnectOptions = {}): TaskHubConnection {
  const { partitionCount = null, ...rest } = options;
  const source = { kind: 'connection-string', connectionString } as const;
  return createAzureStorageConnection({ name: 'test', source, partitionCount, ...rest });
}

/** The bare tables, queues and containers of a hub, for putting things into it that no engine would write. */
export interface StorageHub {
  readonly instances: TableClient;
  readonly history: TableClient;
  readonly partitions: TableClient;
  readonly largeMessages: ContainerClient;
  readonly leases: ContainerClient;
  readonly appLease: ContainerClient;
  readonly queue: (suffix: string) => QueueClient;
}

export function storageHub(connectionString: string, hub: string): StorageHub {
  const names = resourceNames(hub);
  const options = { allowInsecureConnection: true };
  const table = (name: string) => TableClient.fromConnectionString(connectionString, name, options);
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  return {
    instances: table(names.instancesTable),
    history: table(names.historyTable),
    partitions: table(names.partitionsTable),
    largeMessages: blobs.getContainerClient(names.largeMessagesContainer),
    leases: blobs.getContainerClient(names.leasesContainer),
    appLease: blobs.getContainerClient(names.appLeaseContainer),
    queue: (suffix) => queues.getQueueClient(`${hub.toLowerCase()}-${suffix}`),
  };
}

/** A hub as today's engine creates it, with free partitions; empty unless its instances are there already. */
export async function createStorageHub(
  connectionString: string,
  hub: string,
  partitionCount = 4,
): Promise<StorageHub> {
  const storage = storageHub(connectionString, hub);
  await Promise.all([
    // Done as well when the table is there.
    storage.instances.createTable(),
    storage.history.createTable(),
    storage.partitions.createTable(),
    storage.queue('workitems').create(),
  ]);
  for (let partition = 0; partition < partitionCount; partition++) {
    const name = controlQueueName(hub, partition);
    await storage.queue(name.slice(hub.length + 1)).create();
    await storage.partitions.createEntity({ partitionKey: '', rowKey: name, IsDraining: false });
  }
  return storage;
}
