import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import { requireHubQueue } from './hub-queues.ts';
import type { HubStorage } from './hub-storage.ts';
import { toQueuedMessage } from './queued-message.ts';

/** The service's own limit. */
const maxPeeked = 32;

export async function peekMessages(storage: HubStorage, queue: string): Promise<readonly QueuedMessage[]> {
  requireHubQueue(storage, queue);
  const client = storage.clients.queues.getQueueClient(queue);
  const { peekedMessageItems } = await storage.call(`queue ${queue}`, (abortSignal) =>
    client.peekMessages({ numberOfMessages: maxPeeked, abortSignal }),
  );
  return peekedMessageItems.map(toQueuedMessage);
}
