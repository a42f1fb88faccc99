import type { Backlog } from '../../../shared/contract/backlog.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';

/** `null` = cannot know. */
function hasWorker(backlog: Backlog | null, partition: number | null): boolean | null {
  const queue = backlog?.partitions.find((each) => each.partition === partition);
  if (queue === undefined || (backlog?.ownership ?? null) === null) return null;
  return queue.owner?.lease === 'live';
}

/** Where a message is that shows no effect. */
export async function describeWait(open: OpenHub, partition: number | null): Promise<string> {
  const backlog = await open.readBacklog().catch(() => null);
  return hasWorker(backlog, partition) === false
    ? 'It waits in its queue, and no worker owns that queue now.'
    : 'It waits in its queue or with the worker that took it.';
}
