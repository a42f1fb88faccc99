import type { Backlog } from '../../../shared/contract/backlog.ts';
import { toInstant } from '../../../shared/domain/instant.ts';
import { AppError } from '../../errors.ts';
import { controlQueueName } from './format/resource-names.ts';
import type { HubQueues } from './hub-queues.ts';
import type { HubStorage } from './hub-storage.ts';
import { readBlobOwners } from './lease-blobs.ts';
import { readPartitions, type Partitions } from './partition-count.ts';
import { toQueueOwner, type QueueOwner } from './partitions-table.ts';

type QueueBacklog = NonNullable<Backlog['workItems']>;

interface Ownership {
  readonly source: Backlog['ownership'];
  readonly owners: readonly QueueOwner[];
}

async function readQueue(storage: HubStorage, queue: string): Promise<QueueBacklog> {
  const client = storage.clients.queues.getQueueClient(queue);
  const [depth, peeked] = await Promise.all([
    storage.call(`queue ${queue}`, async (abortSignal) => {
      return (await client.getProperties({ abortSignal })).approximateMessagesCount ?? 0;
    }),
    storage.call(`queue ${queue}`, async (abortSignal) => {
      return (await client.peekMessages({ numberOfMessages: 1, abortSignal })).peekedMessageItems[0];
    }),
  ]);
  const insertedAt = toInstant(peeked?.insertedOn.toISOString());
  const head =
    peeked === undefined || insertedAt === null ? null : { insertedAt, dequeueCount: peeked.dequeueCount };
  return { queue, depth, head };
}

async function blobOwners(storage: HubStorage): Promise<readonly QueueOwner[]> {
  try {
    return await readBlobOwners(storage);
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return [];
    throw error;
  }
}

async function readOwnership(storage: HubStorage, { rows }: Partitions): Promise<Ownership> {
  if (rows.length > 0) {
    const now = storage.clock();
    return { source: 'partitions-table', owners: rows.map((row) => toQueueOwner(row, now)) };
  }
  const owners = await blobOwners(storage);
  return { source: owners.length > 0 ? 'lease-blobs' : null, owners };
}

function missingQueues(storage: HubStorage, queues: HubQueues, count: number | null): string[] {
  const found = new Set(queues.control.map(({ name }) => name));
  const expected = Array.from({ length: count ?? 0 }, (_, partition) =>
    controlQueueName(storage.hub, partition),
  );
  if (!queues.hasWorkItems) expected.push(storage.names.workItemQueue);
  return expected.filter((name) => !found.has(name)).map((name) => `The queue ${name} is missing.`);
}

export async function readBacklog(storage: HubStorage): Promise<Backlog> {
  const found = await readPartitions(storage);
  const { queues, decision } = found;
  const [ownership, workItems, control] = await Promise.all([
    readOwnership(storage, found),
    queues.hasWorkItems ? readQueue(storage, storage.names.workItemQueue) : null,
    Promise.all(
      queues.control.map(async ({ name, partition }) => ({ partition, ...(await readQueue(storage, name)) })),
    ),
  ]);
  const owners = new Map(ownership.owners.map(({ queue, owner }) => [queue, owner]));
  return {
    readAt: storage.clock(),
    partitionCount: decision.count,
    ownership: ownership.source,
    partitions: control.map((queue) => ({ ...queue, owner: owners.get(queue.queue) ?? null })),
    workItems,
    problems: [
      ...(decision.problem === null ? [] : [decision.problem]),
      ...missingQueues(storage, queues, decision.count),
      ...ownership.owners.flatMap(({ problems }) => problems),
    ],
  };
}
