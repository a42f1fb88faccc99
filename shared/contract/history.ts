import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { payloadInfo } from './payloads.ts';
import { instanceParams, instant } from './values.ts';

/** What an entity message says; read from the text that an EventSent or EventRaised carries. */
export const entityMessage = z.object({
  kind: z.enum(['call', 'signal', 'lock', 'release', 'response']),
  /** `null` for locks, releases and responses. */
  operation: z.string().nullable(),
  /** The id of a request, or of the one that a response or release belongs to. */
  requestId: z.string().nullable(),
  /** Instance ids of the entities that a lock request asks for. */
  lockSet: z.array(z.string()),
  /** When a signal shall be delivered; `null` = at once. */
  dueAt: instant.nullable(),
  /** Of a response: the operation failed. */
  isError: z.boolean(),
});
export type EntityMessage = z.infer<typeof entityMessage>;

/** One row of the History table. A property the event type does not have, or that storage lacks, is `null`. */
export const historyEvent = z.object({
  /** Zero-based place in the execution; `null` when the row key is not a number. */
  ordinal: z.int().nullable(),
  rowKey: z.string(),
  /** As stored; any text. */
  eventType: z.string(),
  isKnownType: z.boolean(),
  eventId: z.int().nullable(),
  timestamp: instant.nullable(),
  name: z.string().nullable(),
  version: z.string().nullable(),
  taskScheduledId: z.int().nullable(),
  timerId: z.int().nullable(),
  fireAt: instant.nullable(),
  /** The other instance: child created, or target of an event sent. */
  instanceId: z.string().nullable(),
  orchestrationStatus: z.string().nullable(),
  generation: z.int().nullable(),
  scheduledStartAt: instant.nullable(),
  parent: z
    .object({
      instanceId: z.string(),
      executionId: z.string().nullable(),
      name: z.string().nullable(),
      taskScheduledId: z.int().nullable(),
    })
    .nullable(),
  tags: z.record(z.string(), z.string()).nullable(),
  /** The event type before a rewind neutralised the row. */
  rewoundType: z.string().nullable(),
  /** `null` when the event carries no entity message, or one that is not at hand because a blob holds it. */
  entityMessage: entityMessage.nullable(),
  /** The row belongs to an earlier execution of the id, whose rows were not all overwritten. */
  isLeftover: z.boolean(),
  /** Large texts by column name: Input, Result, Reason, Details, FailureDetails, Data. */
  payloads: z.record(z.string(), payloadInfo),
  problems: z.array(z.string()),
});
export type HistoryEvent = z.infer<typeof historyEvent>;

export const historyPage = z.object({
  /** The execution that events which are no leftovers belong to; `null` when there is no history. */
  executionId: z.string().nullable(),
  events: z.array(historyEvent),
  nextCursor: z.string().nullable(),
  /** How many of `events` are leftovers. */
  leftoverRows: z.int(),
  /** The engine's mark that the last checkpoint was written to its end; `null` when the mark is missing. */
  isCheckpointComplete: z.boolean().nullable(),
  /** What is wrong with the history as a whole, in words: torn checkpoint, missing rows, no mark. */
  problems: z.array(z.string()),
});
export type HistoryPage = z.infer<typeof historyPage>;

/** Asked for this type, `readHistory` answers with all pages from the cursor on, one a line, as they are read. */
export const historyStreamType = 'application/x-ndjson';

export const readHistory = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/history',
  summary: 'A page of the current execution’s history',
  params: instanceParams,
  query: z.object({
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
  }),
  result: historyPage,
});
