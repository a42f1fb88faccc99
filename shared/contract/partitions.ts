import { z } from 'zod';
import { partitionOwner, queueHead } from './backlog.ts';
import { sentence } from './diagnosis.ts';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instant } from './values.ts';

/** One queue as it is now, and what the last samples tell of it. */
const queueHealth = z.object({
  queue: z.string(),
  /** Visible and invisible messages. */
  depth: z.int(),
  /** Visible messages: those a worker could take now. `null` when more than can be peeked are visible. */
  visible: z.int().nullable(),
  /** Being worked on, or not due yet: `depth` without the visible ones; `null` as above. */
  invisible: z.int().nullable(),
  head: queueHead.nullable(),
  /**
   * Since when the oldest visible message could have been taken: timers, scheduled starts and delayed signals count from
   * when they were due, not from when they were queued.
   */
  oldestDueAt: instant.nullable(),
  maxDequeueCount: z.int(),
  /** Messages a minute over the last samples, at least: one that comes and goes between two samples is not seen. `null` = too few samples. */
  arrivedPerMinute: z.number().nullable(),
  leftPerMinute: z.number().nullable(),
  /** Peeked messages that were taken many times and came back. */
  poisonCandidates: z.int(),
  /** Instances with most of the peeked messages, two at least. */
  hottest: z.array(z.object({ instanceId: z.string(), messages: z.int() })),
});
export type QueueHealth = z.infer<typeof queueHealth>;

const leaseMove = z.object({ at: instant, from: z.string().nullable(), to: z.string().nullable() });

const partitionHealth = queueHealth.extend({
  partition: z.int(),
  owner: partitionOwner.nullable(),
  /** Since when its owner was seen to hold it; `null` = nobody holds it. Storage with lease blobs does not say more. */
  ownerSeenSince: instant.nullable(),
  /** Seen while somebody watched, the newest first. */
  moves: z.array(leaseMove),
  /** Instances and entities hashed to it; `open` are the orchestrations among them that have not ended. */
  instances: z.object({ all: z.int(), open: z.int() }),
});
export type PartitionHealth = z.infer<typeof partitionHealth>;

/** The lease by which one app of several keeps a hub for itself. */
const appLease = z.object({
  state: z.enum(['live', 'free']),
  /** A number made of the app's name, as the engine writes it; `null` when it says none. */
  ownerId: z.string().nullable(),
  desiredSwapId: z.string().nullable(),
});
export type AppLease = z.infer<typeof appLease>;

/** A rule of the platform or of experience, applied to what was measured. */
const scaleAdvice = z.object({
  rule: z.enum([
    'add-worker',
    'remove-worker',
    'keep-workers',
    'target',
    'skew',
    'partition-count',
    'idle',
    'unknown',
  ]),
  sentence,
  /** The figures it goes by. */
  because: z.array(sentence),
});
export type ScaleAdvice = z.infer<typeof scaleAdvice>;

/** An expected maximum of the documentation beside what was measured. */
const performanceTarget = z.object({
  scenario: z.string(),
  /** Operations a second, for one instance on one small machine. */
  expectedPerSecond: z.number(),
  /** `null` = nothing of the kind was seen. */
  measuredPerSecond: z.number().nullable(),
  /** What was measured, and over what. */
  measured: sentence,
});

export const getPartitions = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/partitions',
  summary: 'Every queue with its messages, owner and history of moves, and what that means for scaling',
  params: hubParams,
  result: z.object({
    readAt: instant,
    partitionCount: z.int().nullable(),
    ownership: z.enum(['partitions-table', 'lease-blobs']).nullable(),
    partitions: z.array(partitionHealth),
    workItems: queueHealth.nullable(),
    workers: z.array(z.object({ workerId: z.string(), partitions: z.array(z.int()) })),
    appLease: appLease.nullable(),
    advice: z.array(scaleAdvice),
    targets: z.array(performanceTarget),
    /** The first sample kept; `null` = none yet. */
    sampledSince: instant.nullable(),
    problems: z.array(z.string()),
  }),
});
export type Partitions = z.infer<(typeof getPartitions)['result']>;

/** One cell of the heat map. `null` = not sampled then, which is not the same as an empty queue. */
const queueCell = z.object({
  depth: z.int().nullable(),
  oldestAgeMs: z.number().nullable(),
  maxDequeueCount: z.int().nullable(),
  /** Who held the partition at the end; `null` = nobody did. */
  owner: z.string().nullable(),
});

export const queueHistory = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/queue-history',
  summary: 'Samples of every queue over time',
  params: hubParams,
  query: z.object({
    /** The window ends now and is this long. */
    minutes: z.coerce.number().int().min(1).max(10_080).default(60),
    buckets: z.coerce.number().int().min(1).max(500).default(60),
  }),
  result: z.object({
    from: instant,
    to: instant,
    bucketMs: z.number(),
    /** Each has `buckets` cells: the worst value sampled in the bucket. */
    queues: z.array(
      z.object({ queue: z.string(), partition: z.int().nullable(), cells: z.array(queueCell) }),
    ),
    sampleEveryMs: z.number(),
  }),
});
export type QueueHistory = z.infer<(typeof queueHistory)['result']>;
