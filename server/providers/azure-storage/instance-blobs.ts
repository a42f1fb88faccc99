import type { BlobItem } from '@azure/storage-blob';
import { escapePartitionKey } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { isMissing } from './storage-errors.ts';

const maxPageBlobs = 1000;

interface BlobPage {
  readonly blobs: readonly BlobItem[];
  readonly next: string | undefined;
}

async function readPage(storage: HubStorage, prefix: string, from: string | undefined): Promise<BlobPage> {
  return storage.call(`container ${storage.names.largeMessagesContainer}`, async (abortSignal) => {
    try {
      const pages = storage.largeMessages.listBlobsFlat({ prefix, abortSignal });
      const settings = {
        maxPageSize: maxPageBlobs,
        ...(from === undefined ? {} : { continuationToken: from }),
      };
      for await (const { segment, continuationToken } of pages.byPage(settings)) {
        // An empty token ends the list.
        return { blobs: segment.blobItems, next: continuationToken || undefined };
      }
    } catch (error) {
      // The container comes with the first large payload.
      if (!isMissing(error)) throw error;
    }
    return { blobs: [], next: undefined };
  });
}

async function* folderBlobs(
  storage: HubStorage,
  prefix: string,
  foreign: string | null,
): AsyncGenerator<BlobItem> {
  const isOwn = (name: string) => !name.includes('/') && (foreign === null || !name.startsWith(foreign));
  let from: string | undefined;
  do {
    const { blobs, next } = await readPage(storage, prefix, from);
    yield* blobs.filter(({ name }) => isOwn(name.slice(prefix.length)));
    from = next;
  } while (from !== undefined);
}

/**
 * What lies right in the folders of an instance. The engine puts messages into a folder of the raw id and payloads of the
 * history into one of the escaped id: folders inside belong to ids with a slash, and where the two names differ, the other
 * kind belongs to an instance whose id happens to be that name.
 */
export async function* instanceBlobs(storage: HubStorage, instanceId: string): AsyncGenerator<BlobItem> {
  const partitionKey = escapePartitionKey(instanceId);
  const isSame = partitionKey === instanceId;
  yield* folderBlobs(storage, `${instanceId}/`, isSame ? null : 'history-');
  if (!isSame) yield* folderBlobs(storage, `${partitionKey}/`, 'message-');
}
