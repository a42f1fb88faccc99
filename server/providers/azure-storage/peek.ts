import type { PeekedMessageItem } from '@azure/storage-queue';
import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import { mostPeeked } from '../../../shared/domain/diagnosis/queue-signs.ts';
import { requireHubQueue } from './hub-queues.ts';
import type { HubStorage } from './hub-storage.ts';
import { toQueuedMessage } from './queued-message.ts';

/** For a queue whose name comes from this hub. */
export async function peekQueue(storage: HubStorage, queue: string): Promise<readonly PeekedMessageItem[]> {
  const client = storage.clients.queues.getQueueClient(queue);
  const { peekedMessageItems } = await storage.call(`queue ${queue}`, (abortSignal) =>
    client.peekMessages({ numberOfMessages: mostPeeked, abortSignal }),
  );
  return peekedMessageItems;
}

export async function peekMessages(storage: HubStorage, queue: string): Promise<readonly QueuedMessage[]> {
  requireHubQueue(storage, queue);
  return (await peekQueue(storage, queue)).map(toQueuedMessage);
}
