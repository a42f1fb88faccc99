import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { AppError } from '../../errors.ts';
import { formatPayloadRef, type PayloadRef } from './payload-ref.ts';
import { cutText } from './row-reader.ts';
import { isMissing } from './storage-errors.ts';
import type { HubStorage } from './hub-storage.ts';
import type { StoredText } from './stored-text.ts';
import { ownBlob } from './own-blob.ts';

const previewChars = 256;

/** What can be told of a payload without asking the blob service. */
export function payloadInfo(ref: PayloadRef, stored: StoredText): PayloadInfo {
  const common = { ref: formatPayloadRef(ref), storedBytes: null, problem: null };
  return stored.kind === 'blob'
    ? { ...common, location: 'blob', sizeBytes: null, preview: null }
    : {
        ...common,
        location: 'inline',
        sizeBytes: Buffer.byteLength(stored.text),
        preview: cutText(stored.text, previewChars),
      };
}

async function blobSize(storage: HubStorage, blobName: string): Promise<number | 'gone'> {
  return storage.call('blob of a payload', async (abortSignal) => {
    try {
      const blob = ownBlob(storage.largeMessages, blobName);
      return (await blob.getProperties({ abortSignal })).contentLength ?? 0;
    } catch (error) {
      if (isMissing(error)) return 'gone';
      throw error;
    }
  });
}

/** Asks whether the blob of a payload is there and how big it is. */
export async function measureBlob(
  storage: HubStorage,
  info: PayloadInfo,
  blobName: string,
): Promise<PayloadInfo> {
  try {
    const storedBytes = await blobSize(storage, blobName);
    if (storedBytes !== 'gone') return { ...info, storedBytes };
    return { ...info, problem: `Its blob ${blobName} is gone.` };
  } catch (error) {
    // A blob that cannot be asked about must not hide the rest of the instance.
    if (error instanceof AppError) return { ...info, problem: error.message };
    throw error;
  }
}

/** As `payloadInfo`, with the size of a blob. */
export async function checkedPayloadInfo(
  storage: HubStorage,
  ref: PayloadRef,
  stored: StoredText,
): Promise<PayloadInfo> {
  const info = payloadInfo(ref, stored);
  return stored.kind === 'inline' ? info : measureBlob(storage, info, stored.blobName);
}
