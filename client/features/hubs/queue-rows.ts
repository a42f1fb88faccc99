import type { Backlog, PartitionOwner } from '../../../shared/contract/backlog.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { queueLabel } from '../../lib/queue-label.ts';

export interface QueueRow {
  /** Full name, as storage knows it. */
  readonly queue: string;
  /** Without the task hub's name in front. */
  readonly label: string;
  readonly depth: number;
  /** Share of the deepest queue, 0 to 1. */
  readonly share: number;
  /** When the first visible message came; `null` when none is visible. */
  readonly oldestAt: Instant | null;
  readonly dequeueCount: number;
  /** `null` = the queue has no owner by nature, or owners are not known. */
  readonly owner: PartitionOwner | null;
  readonly isPartition: boolean;
}

/** Control queues in the order of their partitions, then the work items. */
export function buildQueueRows(backlog: Backlog, hubName: string): QueueRow[] {
  const queues = [
    ...backlog.partitions.map((one) => ({ ...one, isPartition: true })),
    ...(backlog.workItems === null ? [] : [{ ...backlog.workItems, owner: null, isPartition: false }]),
  ];
  const deepest = Math.max(1, ...queues.map((one) => one.depth));
  return queues.map(({ queue, depth, head, owner, isPartition }) => ({
    queue,
    label: queueLabel(queue, hubName),
    depth,
    share: depth / deepest,
    oldestAt: head?.insertedAt ?? null,
    dequeueCount: head?.dequeueCount ?? 0,
    owner,
    isPartition,
  }));
}
