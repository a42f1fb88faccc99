import type { Payload } from '../contract/payloads.ts';
import { utf8Bytes } from '../domain/utf8-bytes.ts';

/** A whole text that was stored inline. */
export function makePayload(text: string, overrides: Partial<Payload> = {}): Payload {
  return {
    text,
    sizeBytes: utf8Bytes(text),
    storedBytes: null,
    isTruncated: false,
    maskedCount: 0,
    problem: null,
    ...overrides,
  };
}
