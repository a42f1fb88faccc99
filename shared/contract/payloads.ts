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
  /** UTF-8 bytes of the whole text as stored; `null` when it is longer than anybody would count. */
  sizeBytes: z.int().nullable(),
  /** Compressed bytes of the blob; `null` when inline. */
  storedBytes: z.int().nullable(),
  /** The text was cut after `maxChars`, or where its blob is damaged. */
  isTruncated: z.boolean(),
  /** Values in the text that masking rules have replaced. */
  maskedCount: z.int(),
  /** What is wrong with what is stored although some of it could be read. */
  problem: z.string().nullable(),
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

/** The whole text as a file; no JSON, so it is no endpoint. */
export const downloadPayload = {
  path: '/api/hubs/:hub/instances/:instanceId/payload/download',
  params: instanceParams,
  query: z.object({
    ref: z.string().min(1),
    /** Words for the file name, such as “input”. */
    what: z.string().max(200).default('payload'),
  }),
} as const;
