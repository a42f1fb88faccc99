import type { Backlog, QueuedMessage } from '../../shared/contract/backlog.ts';
import type { QueueHealth } from '../../shared/contract/partitions.ts';
import { waitingSince } from '../../shared/domain/diagnosis/queue-signs.ts';
import { elapsedMs, type Instant } from '../../shared/domain/instant.ts';
import { isSuspicious } from '../../shared/domain/diagnosis/rules/message-poison.ts';
import { mostPeeked } from '../../shared/domain/diagnosis/queue-signs.ts';
import { flowOf, type QueueLook } from './queue-flow.ts';

const mostHottest = 5;

type QueueBacklog = NonNullable<Backlog['workItems']>;

/** `null` when a peek may not have shown all. */
function visibleOf(depth: number, messages: readonly QueuedMessage[]): number | null {
  return messages.length < mostPeeked || depth <= mostPeeked ? messages.length : null;
}

function hottestOf(messages: readonly QueuedMessage[]): QueueHealth['hottest'] {
  const counts = new Map<string, number>();
  for (const { instanceId } of messages) {
    if (instanceId !== null) counts.set(instanceId, (counts.get(instanceId) ?? 0) + 1);
  }
  return [...counts]
    .map(([instanceId, count]) => ({ instanceId, messages: count }))
    .filter((each) => each.messages > 1)
    .sort((a, b) => b.messages - a.messages || (a.instanceId < b.instanceId ? -1 : 1))
    .slice(0, mostHottest);
}

/** `null` = nothing is visible. */
function oldestDueAt(messages: readonly QueuedMessage[], now: Instant): Instant | null {
  const [oldest = null] = messages.map((message) => waitingSince(message, now)).sort();
  return oldest;
}

export function oldestAgeMs(messages: readonly QueuedMessage[], now: Instant): number {
  const oldest = oldestDueAt(messages, now);
  return oldest === null ? 0 : elapsedMs(oldest, now);
}

export function maxDequeueCount(messages: readonly QueuedMessage[]): number {
  return Math.max(0, ...messages.map(({ dequeueCount }) => dequeueCount));
}

/** `undefined` messages = the queue could not be peeked. `looks` are the last ones, this one included. */
export function queueHealthOf(
  { queue, depth, head }: QueueBacklog,
  messages: readonly QueuedMessage[] | undefined,
  looks: readonly QueueLook[],
  now: Instant,
): QueueHealth {
  const peeked = messages ?? [];
  const visible = messages === undefined ? null : visibleOf(depth, messages);
  const flow = flowOf(looks);
  const perMinute = (count: number) => (flow === null ? null : (count / flow.overMs) * 60_000);
  return {
    queue,
    depth,
    visible,
    invisible: visible === null ? null : Math.max(0, depth - visible),
    head,
    oldestDueAt: oldestDueAt(peeked, now),
    maxDequeueCount: maxDequeueCount(peeked),
    arrivedPerMinute: perMinute(flow?.arrived ?? 0),
    leftPerMinute: perMinute(flow?.left ?? 0),
    poisonCandidates: peeked.filter(isSuspicious).length,
    hottest: hottestOf(peeked),
  };
}
