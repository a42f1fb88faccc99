import type { StorageRequests } from '../../../shared/contract/storage-cost.ts';
import type { HubStorage } from './hub-storage.ts';

/** What this process asked of storage: of this hub, and of its account without saying for which hub. */
export function storageRequests({ clients, names }: HubStorage): StorageRequests {
  const { ledger } = clients;
  const own = new Set(
    [
      ...[names.instancesTable, names.historyTable, names.partitionsTable, names.workItemQueue],
      ...[names.leasesContainer, names.appLeaseContainer, names.largeMessagesContainer],
    ].map((name) => name.toLowerCase()),
  );
  const isControlQueue = (resource: string) =>
    resource.startsWith(names.controlQueuePrefix) &&
    /^\d\d$/.test(resource.slice(names.controlQueuePrefix.length));
  return {
    countedSince: ledger.countedSince,
    hub: ledger.countsOf((resource) => own.has(resource) || isControlQueue(resource)),
    account: ledger.countsOf((resource) => ['', 'tables', '$batch'].includes(resource)),
  };
}
