import type { Rule } from './rule.ts';
import { controlQueueBacklog } from './rules/control-queue-backlog.ts';
import { leaseExpired } from './rules/lease-expired.ts';
import { leaseFlapping } from './rules/lease-flapping.ts';
import { messageHot } from './rules/message-hot.ts';
import { messageNotTaken } from './rules/message-not-taken.ts';
import { messagePoison } from './rules/message-poison.ts';
import { noOwner } from './rules/no-owner.ts';
import { noWorker } from './rules/no-worker.ts';
import { notStarted } from './rules/not-started.ts';
import { partitionDraining } from './rules/partition-draining.ts';
import { behindSuspension } from './rules/suspended.ts';
import { storageUnreadable } from './rules/storage-unreadable.ts';
import { terminateQueued } from './rules/terminate-queued.ts';
import { unknownActivity, unknownOrchestrator } from './rules/unknown-names.ts';
import { workItemBacklog } from './rules/work-item-backlog.ts';

/** What queues, leases and workers tell. */
export const hubRules: readonly Rule[] = [
  notStarted,
  messageNotTaken,
  noWorker,
  noOwner,
  leaseExpired,
  leaseFlapping,
  partitionDraining,
  messagePoison,
  messageHot,
  controlQueueBacklog,
  behindSuspension(workItemBacklog),
  unknownOrchestrator,
  behindSuspension(unknownActivity),
  terminateQueued,
  storageUnreadable,
];
