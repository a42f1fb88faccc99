import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { shareRead } from '../../hubs/shared-read.ts';

/** A little less than the pace at which a page asks, so that many who look cost hardly more than one. */
const sharedForMs = 4_000;

type Peek = () => Promise<readonly QueuedMessage[]>;

/** Of the queues that are known to be the hub's. */
const peeksByHub = new WeakMap<OpenHub, Map<string, Peek>>();

async function requireOwn(open: OpenHub, queue: string): Promise<void> {
  const { partitions, workItems } = await open.readBacklog();
  const isOwn = [...partitions, workItems].some((candidate) => candidate?.queue === queue);
  if (!isOwn) {
    throw new AppError('not-found', `The task hub ${open.hub.ref.name} has no queue "${queue}".`);
  }
}

/** Only queues of this hub: the account may hold others that are nobody's business here. */
export async function peekQueue(open: OpenHub, queue: string): Promise<{ messages: QueuedMessage[] }> {
  const peeks = peeksByHub.get(open) ?? new Map<string, Peek>();
  peeksByHub.set(open, peeks);
  if (!peeks.has(queue)) await requireOwn(open, queue);
  const peek = peeks.get(queue) ?? shareRead(() => open.hub.peekMessages(queue), sharedForMs);
  peeks.set(queue, peek);
  return { messages: [...(await peek())] };
}
