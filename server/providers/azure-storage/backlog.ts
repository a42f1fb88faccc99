import type { Backlog, QueuedMessage } from '../../../shared/contract/backlog.ts';
import { AppError } from '../../errors.ts';
import type { QueueReading } from '../../task-hub/queue-watch.ts';
import { controlQueueName } from './format/resource-names.ts';
import type { HubQueues } from './hub-queues.ts';
import type { HubStorage } from './hub-storage.ts';
import { readBlobOwners } from './lease-blobs.ts';
import { readPartitions, type Partitions } from './partition-count.ts';
import { toQueueOwner, type QueueOwner } from './partitions-table.ts';
import { peekQueue } from './peek.ts';
import { toQueuedMessage } from './queued-message.ts';

type QueueBacklog = NonNullable<Backlog['workItems']>;

interface ReadQueue {
  readonly backlog: QueueBacklog;
  readonly messages: readonly QueuedMessage[];
}

interface Ownership {
  readonly source: Backlog['ownership'];
  readonly owners: readonly QueueOwner[];
}

async function readDepth(storage: HubStorage, queue: string): Promise<number> {
  const client = storage.clients.queues.getQueueClient(queue);
  return storage.call(`queue ${queue}`, async (abortSignal) => {
    return (await client.getProperties({ abortSignal })).approximateMessagesCount ?? 0;
  });
}

async function readQueue(storage: HubStorage, queue: string): Promise<ReadQueue> {
  const [depth, peeked] = await Promise.all([readDepth(storage, queue), peekQueue(storage, queue)]);
  const messages = peeked.map(toQueuedMessage);
  const [first] = messages;
  const head =
    first?.insertedAt == null ? null : { insertedAt: first.insertedAt, dequeueCount: first.dequeueCount };
  return { backlog: { queue, depth, head }, messages };
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

/** One peek of each queue gives both its head and its messages. */
export async function readQueues(storage: HubStorage): Promise<QueueReading> {
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
  const backlog: Backlog = {
    readAt: storage.clock(),
    partitionCount: decision.count,
    ownership: ownership.source,
    partitions: control.map(({ partition, backlog: queue }) => ({
      ...queue,
      partition,
      owner: owners.get(queue.queue) ?? null,
    })),
    workItems: workItems?.backlog ?? null,
    problems: [
      ...(decision.problem === null ? [] : [decision.problem]),
      ...missingQueues(storage, queues, decision.count),
      ...ownership.owners.flatMap(({ problems }) => problems),
    ],
  };
  const read = workItems === null ? control : [...control, workItems];
  return { backlog, messages: new Map(read.map(({ backlog: { queue }, messages }) => [queue, messages])) };
}
