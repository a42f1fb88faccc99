import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { controlQueueName, resourceNames } from '../../providers/azure-storage/format/resource-names.ts';

/** The storage resources of one task hub. */
export interface HubStorage {
  readonly hub: string;
  readonly instances: TableClient;
  readonly history: TableClient;
  readonly partitions: TableClient;
  readonly workItems: QueueClient;
  readonly largeMessages: ContainerClient;
  readonly appLease: ContainerClient;
  controlQueue(partition: number): QueueClient;
}

export function openHubStorage(connectionString: string, hub: string): HubStorage {
  const names = resourceNames(hub);
  const table = (name: string) =>
    TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  return {
    hub,
    instances: table(names.instancesTable),
    history: table(names.historyTable),
    partitions: table(names.partitionsTable),
    workItems: queues.getQueueClient(names.workItemQueue),
    largeMessages: blobs.getContainerClient(names.largeMessagesContainer),
    appLease: blobs.getContainerClient(names.appLeaseContainer),
    controlQueue: (partition) => queues.getQueueClient(controlQueueName(hub, partition)),
  };
}

/** One row of the Partitions table per control queue. */
export async function countPartitions(storage: HubStorage): Promise<number> {
  let count = 0;
  const rows = storage.partitions.listEntities({ queryOptions: { select: ['RowKey'] } });
  for await (const row of rows) if (row.rowKey !== undefined) count += 1;
  return count;
}
