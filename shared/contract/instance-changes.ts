import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { errorCode } from './errors.ts';
import { historyPage } from './history.ts';
import { instanceDetail } from './instance-detail.ts';
import { instanceParams, instant } from './values.ts';

/** What is told of an instance that somebody follows. */
export const instanceChange = z.object({
  /** When storage was read last, successfully. */
  readAt: instant.nullable(),
  /** Why it cannot be read now; what else is told is then as old as `readAt`. */
  problem: z.object({ code: errorCode, message: z.string() }).nullable(),
  /** `null` = gone from storage, or not read yet. */
  instance: instanceDetail.nullable(),
  isGone: z.boolean(),
  /** Up to which row of the current execution the history was read; empty = no row. */
  lastRowKey: z.string(),
  /** Rows written behind a row key; `null` when there are none to tell. */
  written: z.object({ after: z.string(), page: historyPage }).nullable(),
});
export type InstanceChange = z.infer<typeof instanceChange>;

/**
 * One event when the stream opens and one whenever the instance changed. Whoever missed rows sees it by `written.after`
 * and `lastRowKey`, and reads them.
 */
export const followInstance = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/changes',
  summary: 'Server-sent events: the instance and the rows of its history as they are written',
  mediaType: 'text/event-stream',
  params: instanceParams,
  query: z.object({
    /** The last row the reader knows; where the following begins if nobody else follows. */
    after: z
      .string()
      .refine((key) => /^(?:[0-9A-Fa-f]{16})?$/.test(key), 'is no row key of a history')
      .default(''),
  }),
  result: instanceChange,
});
