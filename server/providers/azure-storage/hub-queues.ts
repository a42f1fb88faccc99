import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';

interface ControlQueue {
  readonly name: string;
  readonly partition: number;
}

export interface HubQueues {
  /** In the order of their partitions. */
  readonly control: readonly ControlQueue[];
  readonly hasWorkItems: boolean;
}

/** Number of a control queue of this hub, or `null` for any other name. */
function partitionOfQueue(storage: HubStorage, queue: string): number | null {
  const prefix = storage.names.controlQueuePrefix;
  const digits = queue.startsWith(prefix) ? queue.slice(prefix.length) : '';
  return /^\d\d$/.test(digits) ? Number(digits) : null;
}

/** Keeps other hubs' queues, and whatever else lives in the account, out of reach. */
export function requireHubQueue(storage: HubStorage, queue: string): void {
  if (queue === storage.names.workItemQueue || partitionOfQueue(storage, queue) !== null) return;
  throw new AppError('not-found', `The task hub ${storage.hub} has no queue of this name.`);
}

export async function listHubQueues(storage: HubStorage): Promise<HubQueues> {
  return storage.call('list of queues', async (abortSignal) => {
    const control: ControlQueue[] = [];
    let hasWorkItems = false;
    const prefix = `${storage.hub.toLowerCase()}-`;
    for await (const { name } of storage.clients.queues.listQueues({ prefix, abortSignal })) {
      if (name === storage.names.workItemQueue) hasWorkItems = true;
      const partition = partitionOfQueue(storage, name);
      if (partition !== null) control.push({ name, partition });
    }
    return { control: control.sort((a, b) => a.partition - b.partition), hasWorkItems };
  });
}
