import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { instanceParams } from './values.ts';

/** Says where a payload is and how big, without its text. */
export const payloadInfo = z.object({
  /** Opaque; hand it back to read the text. */
  ref: z.string(),
  location: z.enum(['inline', 'blob']),
  /** UTF-8 bytes of the text; `null` for a blob, whose uncompressed size is only known by reading it. */
  sizeBytes: z.int().nullable(),
  /** Compressed bytes of the blob; `null` when inline, or when nobody has asked the blob service. */
  storedBytes: z.int().nullable(),
  /** The first characters of an inline payload; `null` for a blob. */
  preview: z.string().nullable(),
  /** Why the payload cannot be read, for example that its blob is gone. */
  problem: z.string().nullable(),
});
export type PayloadInfo = z.infer<typeof payloadInfo>;

export const payload = z.object({
  text: z.string(),
  /** UTF-8 bytes of the whole text. */
  sizeBytes: z.int(),
  /** The text was cut after `maxChars`. */
  isTruncated: z.boolean(),
});
export type Payload = z.infer<typeof payload>;

export const readPayload = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/payload',
  summary: 'The text of one payload, inline or from its blob',
  params: instanceParams,
  query: z.object({
    ref: z.string().min(1),
    maxChars: z.coerce.number().int().min(1).max(50_000_000).default(200_000),
  }),
  result: payload,
});
