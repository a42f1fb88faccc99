import type { AppLease, PartitionHealth, Partitions } from '../../shared/contract/partitions.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { performanceTargets } from '../../shared/domain/scaling/performance-targets.ts';
import { scaleAdviceFor } from '../../shared/domain/scaling/scale-advice.ts';
import type { ScaleFacts } from '../../shared/domain/scaling/scale-facts.ts';
import type { PartitionCount } from '../task-hub/instance-index.ts';
import type { QueueReading } from '../task-hub/queue-watch.ts';
import { holderOf } from './lease-book.ts';
import { queueHealthOf } from './queue-health.ts';
import type { QueueRecorder } from './queue-recorder.ts';
import { seenOperations } from './seen-operations.ts';

export interface BesideQueues {
  readonly counts: readonly PartitionCount[];
  readonly appLease: AppLease | null;
  readonly sampledSince: Instant | null;
  /** What of it could not be read, in words. */
  readonly problems: readonly string[];
}

function workersOf(partitions: readonly PartitionHealth[]): Partitions['workers'] {
  const held = new Map<string, number[]>();
  for (const { partition, owner } of partitions) {
    const workerId = holderOf(owner);
    if (workerId !== null) held.set(workerId, [...(held.get(workerId) ?? []), partition]);
  }
  return [...held]
    .map(([workerId, numbers]) => ({ workerId, partitions: numbers }))
    .sort((a, b) => (a.workerId < b.workerId ? -1 : 1));
}

function partitionsOf({ backlog, messages }: QueueReading, recorder: QueueRecorder, beside: BesideQueues) {
  return backlog.partitions.map((queue): PartitionHealth => {
    const { partition, owner } = queue;
    const count = beside.counts.find((each) => each.partition === partition);
    const looks = recorder.looksAt(queue.queue);
    return {
      ...queueHealthOf(queue, messages.get(queue.queue), looks, backlog.readAt),
      partition,
      owner,
      ownerSeenSince: holderOf(owner) === null ? null : recorder.leases.heldSince(partition),
      moves: [...recorder.leases.movesOf(partition)],
      instances: { all: count?.all ?? 0, open: count?.open ?? 0 },
    };
  });
}

/** What was just read, together with what was seen before. */
export function describePartitions(
  reading: QueueReading,
  recorder: QueueRecorder,
  beside: BesideQueues,
): Partitions {
  const { backlog, messages } = reading;
  const { readAt, partitionCount, ownership } = backlog;
  const partitions = partitionsOf(reading, recorder, beside);
  const workItems =
    backlog.workItems &&
    queueHealthOf(
      backlog.workItems,
      messages.get(backlog.workItems.queue),
      recorder.looksAt(backlog.workItems.queue),
      readAt,
    );
  const workers = workersOf(partitions);
  const facts: ScaleFacts = {
    controlQueues: partitions.map((queue) => recorder.scaledQueue(queue, queue.hottest)),
    workItems: workItems && recorder.scaledQueue(workItems, workItems.hottest),
    workers: ownership === null ? null : workers.length,
  };
  const looks = partitions.map(({ queue }) => recorder.looksAt(queue));
  return {
    readAt,
    partitionCount,
    ownership,
    partitions,
    workItems,
    workers,
    appLease: beside.appLease,
    advice: scaleAdviceFor(facts),
    targets: performanceTargets(seenOperations(looks, workItems ? recorder.looksAt(workItems.queue) : [])),
    sampledSince: beside.sampledSince,
    problems: [...backlog.problems, ...beside.problems],
  };
}
