import { makePayload } from '../../shared/testing/payloads.ts';
import { AppError } from '../errors.ts';
import type { HubPayload, PayloadStream } from '../task-hub/task-hub.ts';

export function payloadFrom(
  texts: Readonly<Record<string, string>> | undefined,
  ref: string,
  maxChars: number,
): HubPayload {
  const text = texts?.[ref];
  if (text === undefined) throw new AppError('not-found', `There is no payload ${ref}.`);
  const payload = makePayload(text, { text: text.slice(0, maxChars), isTruncated: text.length > maxChars });
  return { ...payload, ownerName: null };
}

async function* inTwoParts(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text.slice(0, 3));
  yield text.slice(3);
}

export function streamFrom({ text, ownerName }: HubPayload): PayloadStream {
  return { ownerName, parts: inTwoParts(text) };
}
