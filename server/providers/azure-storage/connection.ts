import type { ConnectionConfig } from '../../connection-config.ts';
import { nowInstant } from '../../clock.ts';
import type { TaskHubConnection } from '../../task-hub/task-hub.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { openHubStorage, type AccountStorage } from './hub-storage.ts';
import { storageAccount } from './account-source.ts';
import { SentStarts } from './sent-starts.ts';
import { createStorageCalls } from './storage-calls.ts';
import { createStorageClients } from './storage-clients.ts';
import { listTableNames } from './table-names.ts';
import { openTaskHub } from './task-hub.ts';

/** Every X with an XInstances and an XHistory table; table names are told apart without regard to case. */
function hubsAmong(tableNames: readonly string[]): string[] {
  const lower = new Set(tableNames.map((name) => name.toLowerCase()));
  return tableNames
    .filter((name) => name.toLowerCase().endsWith('instances'))
    .map((name) => name.slice(0, -'Instances'.length))
    .filter((hub) => hub !== '' && lower.has(`${hub.toLowerCase()}history`))
    .sort();
}

type ConnectionOptions = Pick<ConnectionConfig, 'name' | 'source' | 'partitionCount'> & {
  readonly clock?: () => Instant;
  /** Kept in memory when left out. */
  readonly sentStarts?: SentStarts;
};

/** One storage account. Nothing is asked of it yet; a source that cannot be used is `invalid-request`. */
export function createAzureStorageConnection(options: ConnectionOptions): TaskHubConnection {
  const account = storageAccount(options.name, options.source);
  const clients = createStorageClients(account);
  let sequenceNumber = 0;
  const storage: AccountStorage = {
    clients,
    calls: createStorageCalls(account.target, clients),
    clock: options.clock ?? nowInstant,
    partitionCountOverride: options.partitionCount,
    nextSequenceNumber: () => sequenceNumber++,
    sentStarts: options.sentStarts ?? new SentStarts(),
  };
  return {
    name: options.name,
    provider: 'azure-storage',
    target: account.target,
    discoverHubs: async () => hubsAmong(await listTableNames(storage.calls, clients)),
    openHub: (hub) =>
      openTaskHub(openHubStorage(storage, hub), {
        connection: options.name,
        name: hub,
        provider: 'azure-storage',
      }),
  };
}
