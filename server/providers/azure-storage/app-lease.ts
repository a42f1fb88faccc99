import { z } from 'zod';
import type { AppLease } from '../../../shared/contract/partitions.ts';
import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';
import { isMissing } from './storage-errors.ts';

const infoBody = z.object({
  OwnerId: z.string().nullable().default(null),
  DesiredSwapId: z.string().nullable().default(null),
});
type Info = z.output<typeof infoBody>;
const noInfo: Info = { OwnerId: null, DesiredSwapId: null };

function parseInfo(text: string): Info {
  try {
    return infoBody.parse(JSON.parse(text));
  } catch {
    return noInfo;
  }
}

async function readLease(storage: HubStorage): Promise<AppLease | null> {
  const { appLeaseContainer, appLeaseInfoBlob } = storage.names;
  const container = storage.clients.blobs.getContainerClient(appLeaseContainer);
  return storage.call(`container ${appLeaseContainer}`, async (abortSignal) => {
    try {
      const { leaseState } = await container.getProperties({ abortSignal });
      const blob = container.getBlobClient(appLeaseInfoBlob);
      const text = await blob.downloadToBuffer(0, undefined, { abortSignal }).catch((error: unknown) => {
        if (isMissing(error)) return '';
        throw error;
      });
      const { OwnerId, DesiredSwapId } = parseInfo(text.toString());
      return {
        state: leaseState === 'leased' ? 'live' : 'free',
        ownerId: OwnerId,
        desiredSwapId: DesiredSwapId,
      };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}

/** `null` when the hub has no container for it, or access to blobs is refused: tables and queues are enough for the rest. */
export async function readAppLease(storage: HubStorage): Promise<AppLease | null> {
  try {
    return await readLease(storage);
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return null;
    throw error;
  }
}
