import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instant } from './values.ts';

export const queueHead = z.object({ insertedAt: instant, dequeueCount: z.int() });

const queueBacklog = z.object({
  queue: z.string(),
  /** Visible and invisible messages: timers, scheduled starts and messages being worked on count. */
  depth: z.int(),
  /** The first visible message; `null` when none is visible. */
  head: queueHead.nullable(),
});

export const partitionOwner = z.object({
  workerId: z.string().nullable(),
  /** `live`: somebody holds the lease now. `expired`: it ran out. `free`: nobody claims it. */
  lease: z.enum(['live', 'expired', 'free']),
  ownedSince: instant.nullable(),
  lastRenewedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  nextOwner: z.string().nullable(),
  isDraining: z.boolean(),
});
export type PartitionOwner = z.infer<typeof partitionOwner>;

export const backlog = z.object({
  readAt: instant,
  partitionCount: z.int().nullable(),
  /** Where owners are recorded; `null` = the provider cannot know, which is not the same as no worker. */
  ownership: z.enum(['partitions-table', 'lease-blobs']).nullable(),
  partitions: z.array(queueBacklog.extend({ partition: z.int(), owner: partitionOwner.nullable() })),
  workItems: queueBacklog.nullable(),
  /** Sources that disagree, queues that are missing, in words. */
  problems: z.array(z.string()),
});
export type Backlog = z.infer<typeof backlog>;

/** A queue message seen by peeking; nothing was received. */
export const queuedMessage = z.object({
  messageId: z.string(),
  insertedAt: instant.nullable(),
  dequeueCount: z.int(),
  encoding: z.enum(['utf8', 'base64']),
  sizeBytes: z.int(),
  eventType: z.string().nullable(),
  instanceId: z.string().nullable(),
  executionId: z.string().nullable(),
  name: z.string().nullable(),
  eventAt: instant.nullable(),
  /**
   * When a timer, a scheduled start or a delayed signal was due: hidden until then, it was queued long before. `null` =
   * it could be taken at once, or its body is in a blob.
   */
  dueAt: instant.nullable(),
  /** Set when the message body is in the large-messages container. */
  blobName: z.string().nullable(),
  problems: z.array(z.string()),
});
export type QueuedMessage = z.infer<typeof queuedMessage>;

export const getBacklog = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/backlog',
  summary: 'Depth, oldest message and owner of every queue',
  params: hubParams,
  result: backlog,
});

export const peekMessages = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/queues/:queue/messages',
  summary: 'The first visible messages of a queue, decoded; none is received',
  params: hubParams.extend({ queue: z.string().min(1) }),
  result: z.object({ messages: z.array(queuedMessage) }),
});
