import type { CallOptions } from './storage-calls.ts';
import { decompressStart } from './format/large-payload.ts';
import type { HubStorage } from './hub-storage.ts';
import { isMissing } from './storage-errors.ts';
import { ownBlob } from './own-blob.ts';

/** Of the blob, and of its text: enough for what an exception says, little enough to be read for thousands of rows. */
const maxBlobBytes = 64 * 1024;
const maxTextBytes = 256 * 1024;

async function downloadStart(
  storage: HubStorage,
  blobName: string,
  abortSignal: AbortSignal,
): Promise<Buffer | null> {
  try {
    const blob = ownBlob(storage.largeMessages, blobName);
    const { readableStreamBody } = await blob.download(0, maxBlobBytes, { abortSignal });
    const chunks: Buffer[] = [];
    for await (const chunk of readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The beginning of a text kept in a blob; `null` when the blob is gone or holds no text. */
export async function readBlobStart(
  storage: HubStorage,
  blobName: string,
  options: Pick<CallOptions, 'signal' | 'patienceMs'> = {},
): Promise<string | null> {
  const bytes = await storage.call(
    'blob of a payload',
    (abortSignal) => downloadStart(storage, blobName, abortSignal),
    options,
  );
  return bytes === null ? null : decompressStart(bytes, maxTextBytes);
}
