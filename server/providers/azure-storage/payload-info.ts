import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { formatPayloadRef, type PayloadRef } from './payload-ref.ts';
import { cutText } from './row-reader.ts';
import { isMissing } from './storage-errors.ts';
import type { HubStorage } from './hub-storage.ts';
import type { StoredText } from './stored-text.ts';

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

/** As `payloadInfo`, and asks whether the blob is there and how big it is. */
export async function checkedPayloadInfo(
  storage: HubStorage,
  ref: PayloadRef,
  stored: StoredText,
): Promise<PayloadInfo> {
  const info = payloadInfo(ref, stored);
  if (stored.kind === 'inline') return info;
  const { blobName } = stored;
  const storedBytes = await storage.call('blob of a payload', async (abortSignal) => {
    try {
      const blob = storage.largeMessages.getBlobClient(blobName);
      return (await blob.getProperties({ abortSignal })).contentLength ?? null;
    } catch (error) {
      if (isMissing(error)) return 'gone';
      throw error;
    }
  });
  return storedBytes === 'gone'
    ? { ...info, problem: `Its blob ${blobName} is gone.` }
    : { ...info, storedBytes };
}
