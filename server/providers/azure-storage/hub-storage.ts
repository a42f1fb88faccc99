import type { ContainerClient } from '@azure/storage-blob';
import type { TableClient } from '@azure/data-tables';
import type { Instant } from '../../../shared/domain/instant.ts';
import { resourceNames, type ResourceNames } from './format/resource-names.ts';
import type { SentStarts } from './sent-starts.ts';
import type { StorageCalls } from './storage-calls.ts';
import type { StorageClients } from './storage-clients.ts';

/** What every part of the provider needs of one task hub's storage. */
export interface HubStorage extends StorageCalls {
  /** In the original casing. */
  readonly hub: string;
  readonly names: ResourceNames;
  readonly clients: StorageClients;
  readonly instances: TableClient;
  readonly history: TableClient;
  /** The same tables, for writing: nothing is retried. */
  readonly writing: { readonly instances: TableClient; readonly history: TableClient };
  readonly largeMessages: ContainerClient;
  readonly clock: () => Instant;
  /** Set by the operator where storage cannot tell. */
  readonly partitionCountOverride: number | null;
  /** Rises with every message of this process: the tie-break of messages inserted in the same second. */
  readonly nextSequenceNumber: () => number;
  readonly sentStarts: SentStarts;
}

export type AccountStorage = Pick<
  HubStorage,
  'clients' | 'clock' | 'partitionCountOverride' | 'nextSequenceNumber' | 'sentStarts'
> & { readonly calls: StorageCalls };

export function openHubStorage(storage: AccountStorage, hub: string): HubStorage {
  const names = resourceNames(hub);
  const { calls, ...shared } = storage;
  const { clients } = shared;
  return {
    ...calls,
    ...shared,
    hub,
    names,
    instances: clients.table(names.instancesTable),
    history: clients.table(names.historyTable),
    writing: {
      instances: clients.writingTable(names.instancesTable),
      history: clients.writingTable(names.historyTable),
    },
    largeMessages: clients.blobs.getContainerClient(names.largeMessagesContainer),
  };
}
