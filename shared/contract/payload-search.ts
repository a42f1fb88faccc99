import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { errorCode } from './errors.ts';
import { filterText } from './instances.ts';
import { hubParams, instant } from './values.ts';

export const payloadPlaces = ['input', 'output'] as const;
export type PayloadPlace = (typeof payloadPlaces)[number];

/** Of every search. */
export const payloadSearchBounds = {
  matches: 200,
  charsOfOnePayload: 1_000_000,
  bytes: 200_000_000,
  runningInOneHub: 3,
  /** How long an ended search can be looked at. */
  keptMs: 600_000,
} as const;

/** Searches read payloads from storage, so each is bounded, visible and can be cancelled. */
export const payloadSearch = z.object({
  searchId: z.string(),
  q: z.string(),
  text: z.string(),
  places: z.array(z.enum(payloadPlaces)),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  startedAt: instant,
  /** Instances looked through, and to be looked through: the newest of those that matched at the start. */
  looked: z.int(),
  total: z.int(),
  /** Instances that matched the filter but are beyond the bound. */
  leftOut: z.int(),
  bytesRead: z.int(),
  matches: z.array(
    z.object({
      instanceId: z.string(),
      place: z.enum(payloadPlaces),
      /** Text around the first find; `at` and `length` say where it is in it. */
      excerpt: z.string(),
      at: z.int(),
      length: z.int(),
    }),
  ),
  /** The bound that ended the search before it had looked at all: finds, or bytes read. */
  stoppedBy: z.enum(['matches', 'bytes']).nullable(),
  /** Payloads of which only the first megabyte was looked through. */
  cutShort: z.int(),
  /** Instances whose payload could not be read, with why; at most 100 are named. */
  unreadable: z.array(z.object({ instanceId: z.string(), message: z.string() })),
  unreadableCount: z.int(),
  /** Why storage is not read as it should be: a running search waits and tries again, a failed one has given up. */
  problem: z.object({ code: errorCode, message: z.string() }).nullable(),
});
export type PayloadSearch = z.infer<typeof payloadSearch>;

export const startPayloadSearch = defineEndpoint({
  method: 'POST',
  access: 'viewer',
  path: '/api/hubs/:hub/payload-searches',
  summary: 'Look for a text inside inputs and outputs of the instances that match a filter',
  params: hubParams,
  body: z.object({
    q: filterText,
    text: z.string().min(1).max(1000),
    isCaseSensitive: z.boolean().default(false),
    places: z
      .array(z.enum(payloadPlaces))
      .min(1)
      .default([...payloadPlaces]),
    maxInstances: z.int().min(1).max(20_000).default(2_000),
  }),
  result: payloadSearch,
  status: 202,
});

const searchParams = hubParams.extend({ searchId: z.string().min(1).max(100) });

export const getPayloadSearch = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/payload-searches/:searchId',
  summary: 'How far a search inside payloads has come, and what it found',
  params: searchParams,
  result: payloadSearch,
});

export const cancelPayloadSearch = defineEndpoint({
  method: 'POST',
  access: 'viewer',
  path: '/api/hubs/:hub/payload-searches/:searchId/cancel',
  summary: 'End a search inside payloads; what it found stays',
  params: searchParams,
  body: z.object({}),
  result: payloadSearch,
});
