import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { instanceDetail } from './instance-detail.ts';
import { instanceParams, instant } from './values.ts';

/** A request that waits in the entity's own queue. */
const queuedOperation = z.object({
  id: z.string().nullable(),
  /** `null` for a lock request. */
  operation: z.string().nullable(),
  isSignal: z.boolean(),
  isLockRequest: z.boolean(),
  parentInstanceId: z.string().nullable(),
  sentAt: instant.nullable(),
  /** When a signal shall take effect; `null` = at once. */
  dueAt: instant.nullable(),
});
export type QueuedOperation = z.infer<typeof queuedOperation>;

/** Somebody whose messages the entity keeps in order. Clients and those who signal without order are not among them. */
const entitySender = z.object({
  instanceId: z.string(),
  /** Of the last message that the entity took. */
  lastSentAt: instant.nullable(),
  /** Came before their predecessors, and wait for them. */
  buffered: z.array(queuedOperation),
});

const entityState = z.object({
  exists: z.boolean(),
  /** The user's state: JSON text, or whatever text is stored. `null` = no state. */
  stateText: z.string().nullable(),
  stateSizeBytes: z.int().nullable(),
  lockedBy: z.string().nullable(),
  queue: z.array(queuedOperation),
  /** The last first. */
  senders: z.array(entitySender),
  /** Why the scheduler state cannot be read; then the raw text is the instance's input. */
  problem: z.string().nullable(),
});
export type EntityState = z.infer<typeof entityState>;

/** An operation that a row of the entity's history tells of. */
const entityOperation = z.object({
  rowKey: z.string(),
  at: instant.nullable(),
  kind: z.enum(['call', 'signal', 'lock', 'release']),
  operation: z.string().nullable(),
  /** `null` = a client, or not told. */
  parentInstanceId: z.string().nullable(),
  /** Of a batch before the one that the history is of. */
  isEarlier: z.boolean(),
});

/** A message to the entity in its control queue. */
const entityMessageInQueue = z.object({
  messageId: z.string(),
  insertedAt: instant.nullable(),
  /** When a signal sent for later was due. */
  dueAt: instant.nullable(),
  eventType: z.string().nullable(),
});

export const readEntityActivity = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/entities/:instanceId/activity',
  summary: 'What an entity did last, and the messages to it that can be seen in its control queue',
  params: instanceParams,
  result: z.object({
    operations: z.array(entityOperation),
    messages: z.array(entityMessageInQueue),
    /** What could not be looked at, in words. */
    problems: z.array(z.string()),
  }),
});
export type EntityActivity = z.infer<typeof readEntityActivity.result>;

export const getEntity = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/entities/:instanceId',
  summary: 'One entity with its state, lock owner and queue, read from storage',
  params: instanceParams,
  result: z.object({ instance: instanceDetail, state: entityState }),
});
