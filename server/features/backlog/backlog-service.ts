import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';

/** Only queues of this hub: the account may hold others that are nobody's business here. */
export async function peekQueue(open: OpenHub, queue: string): Promise<{ messages: QueuedMessage[] }> {
  const { partitions, workItems } = await open.readBacklog();
  const isOwn = [...partitions, workItems].some((candidate) => candidate?.queue === queue);
  if (!isOwn) {
    throw new AppError('not-found', `The task hub ${open.hub.ref.name} has no queue "${queue}".`);
  }
  return { messages: [...(await open.hub.peekMessages(queue))] };
}
