import type { HubDeletionPreview } from '../../../shared/contract/command-previews.ts';
import { listHubQueues } from './hub-queues.ts';
import type { HubStorage } from './hub-storage.ts';
import { listTableNames } from './table-names.ts';

export type HubResource = HubDeletionPreview['resources'][number];

async function ownContainers(storage: HubStorage): Promise<HubResource[]> {
  const { largeMessagesContainer, leasesContainer, appLeaseContainer } = storage.names;
  return storage.call('list of containers', async (abortSignal) => {
    const found = new Set<string>();
    const prefix = `${storage.hub.toLowerCase()}-`;
    for await (const { name } of storage.clients.blobs.listContainers({ prefix, abortSignal }))
      found.add(name);
    return [largeMessagesContainer, leasesContainer, appLeaseContainer]
      .filter((name) => found.has(name))
      .map((name) => ({ kind: 'container', name }));
  });
}

async function ownTables(storage: HubStorage): Promise<HubResource[]> {
  const { partitionsTable, historyTable, instancesTable } = storage.names;
  // Table names keep their casing and are told apart without regard to it.
  const stored = new Map(
    (await listTableNames(storage, storage.clients)).map((name) => [name.toLowerCase(), name]),
  );
  return [partitionsTable, historyTable, instancesTable].flatMap((name) => {
    const found = stored.get(name.toLowerCase());
    return found === undefined ? [] : [{ kind: 'table' as const, name: found }];
  });
}

/**
 * Everything of the hub that there is, in the order in which it goes: queues first, so that no worker takes up work any
 * more; last the two tables by which the hub is found, so that a deletion that broke off can be continued.
 */
export async function listHubResources(storage: HubStorage): Promise<HubResource[]> {
  const [queues, containers, tables] = await Promise.all([
    listHubQueues(storage),
    ownContainers(storage),
    ownTables(storage),
  ]);
  const queueNames = queues.control.map(({ name }) => name);
  if (queues.hasWorkItems) queueNames.push(storage.names.workItemQueue);
  return [...queueNames.map((name) => ({ kind: 'queue' as const, name })), ...containers, ...tables];
}

/** One of the two tables by which the hub is found. */
export function isDiscoveryTable(storage: HubStorage, { kind, name }: HubResource): boolean {
  const { historyTable, instancesTable } = storage.names;
  return (
    kind === 'table' && [historyTable, instancesTable].some((own) => own.toLowerCase() === name.toLowerCase())
  );
}
