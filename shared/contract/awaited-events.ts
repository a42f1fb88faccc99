import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { instanceParams, instant } from './values.ts';

/** What speaks for a name. */
const eventEvidence = z.discriminatedUnion('kind', [
  /** A message of that name is in the instance’s control queue. */
  z.object({ kind: z.literal('queued'), queue: z.string(), insertedAt: instant.nullable() }),
  /** The custom status says that it waits for it. */
  z.object({ kind: z.literal('custom-status') }),
  /** Others of the same name took it in after as many events. */
  z.object({ kind: z.literal('others'), instanceIds: z.array(z.string()).min(1) }),
]);
export type EventEvidence = z.infer<typeof eventEvidence>;

const eventCandidate = z.object({ name: z.string(), evidence: z.array(eventEvidence).min(1) });
export type EventCandidate = z.infer<typeof eventCandidate>;

/** Histories do not tell the name of an event that is awaited; other things hint at it. */
export const findAwaitedEvents = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/awaited-events',
  summary: 'Names of the external event that the instance may be waiting for',
  params: instanceParams,
  result: z.object({
    /** The best supported first. */
    candidates: z.array(eventCandidate),
    /** Histories of others that were looked into. */
    othersRead: z.int(),
    /** What could not be looked at, in words. */
    problems: z.array(z.string()),
  }),
});
