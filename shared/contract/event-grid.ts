import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instant } from './values.ts';

/** Why an event was not taken. */
export const eventGridRefusals = [
  /** No secret or token of this webhook came with it. */
  'unauthenticated',
  /** Not an event, or one without hub and instance. */
  'unreadable',
  /** An event about something else than an orchestration. */
  'not-lifecycle',
  /** The connection has no such task hub. */
  'unknown-hub',
  /** So many came that reading the instances would have fallen behind. */
  'too-many',
] as const;
export type EventGridRefusal = (typeof eventGridRefusals)[number];

export const eventGridState = z.object({
  /** What the event subscription sends to, from the root of this site; `null` = no webhook is configured for the connection. */
  path: z.string().nullable(),
  /** `path` with the address at which this dashboard is reached; `null` = that is not configured. */
  address: z.url().nullable(),
  takesSecret: z.boolean(),
  takesToken: z.boolean(),
  countedSince: instant,
  /** Of this task hub. Every event leads to a reading of its instance, several that come together to one. */
  events: z.object({
    received: z.int(),
    /** Instances read from storage and given to the index. */
    read: z.int(),
    /** Events that an instance was already waiting to be read for. */
    joined: z.int(),
    waiting: z.int(),
    failedReads: z.int(),
    lastReceivedAt: instant.nullable(),
    lastReadAt: instant.nullable(),
  }),
  /** Of the whole connection: what is refused names no task hub that could be believed. */
  refused: z.array(z.object({ cause: z.enum(eventGridRefusals), count: z.int() })),
  lastRefusedAt: instant.nullable(),
});
export type EventGridState = z.infer<typeof eventGridState>;

export const getEventGrid = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/event-grid',
  summary: 'Lifecycle events that came from Event Grid, and what became of them',
  params: hubParams,
  result: eventGridState,
});
