import { z } from 'zod';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { instanceQuestion } from './instances.ts';
import { hubParams, instant } from './values.ts';

export const failureGroup = z.object({
  fingerprint: z.string(),
  errorType: z.string().nullable(),
  /** With placeholders where the messages of the group differ. */
  message: z.string(),
  failingFunction: z.string().nullable(),
  count: z.int(),
  firstSeen: instant.nullable(),
  lastSeen: instant.nullable(),
  /** Orchestrator names and versions met in the group, most frequent first, at most 10 each. */
  names: z.array(z.string()),
  versions: z.array(z.string()),
  /** Failures per step of the window from `from` to `to`. */
  counts: z.array(z.int()),
  /** The latest ones. */
  examples: z.array(
    z.object({ instanceId: z.string(), completedAt: instant.nullable(), message: z.string() }),
  ),
});
export type FailureGroup = z.infer<typeof failureGroup>;

export const listFailures = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/failures',
  summary: 'Failed instances grouped by what went wrong',
  params: hubParams,
  query: instanceQuestion.extend({
    order: z.enum(['count', 'last-seen', 'first-seen']).default('last-seen'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  result: z.object({
    groups: z.array(failureGroup),
    /** Groups there are; `groups` may hold fewer. */
    distinct: z.int(),
    /** Failed instances that match, in all groups. */
    total: z.int(),
    from: instant.nullable(),
    to: instant.nullable(),
    stepMs: z.number(),
    coverage,
  }),
});
