import { TableServiceClient } from '@azure/data-tables';
import { resourceNames } from '../../providers/azure-storage/format/resource-names.ts';
import { openHubStorage } from './hub-storage.ts';
import { tolerate } from './storage-failure.ts';

/** Creates what a task hub consists of; what exists already stays as it is. */
export async function createTaskHub(
  connectionString: string,
  hub: string,
  partitionCount: number,
): Promise<void> {
  const names = resourceNames(hub);
  const tables = TableServiceClient.fromConnectionString(connectionString, { allowInsecureConnection: true });
  for (const table of [names.historyTable, names.instancesTable, names.partitionsTable]) {
    await tolerate(409, tables.createTable(table));
  }
  const storage = openHubStorage(connectionString, hub);
  await storage.appLease.createIfNotExists();
  const appLeaseInfo = storage.appLease.getBlockBlobClient(`${hub.toLowerCase()}-appleaseinfo`);
  if (!(await appLeaseInfo.exists())) await appLeaseInfo.upload('{}', 2);
  await storage.workItems.createIfNotExists();
  for (let partition = 0; partition < partitionCount; partition += 1) {
    const queue = storage.controlQueue(partition);
    await queue.createIfNotExists();
    const row = { partitionKey: '', rowKey: queue.name, IsDraining: false };
    await tolerate(409, storage.partitions.createEntity(row));
  }
}
