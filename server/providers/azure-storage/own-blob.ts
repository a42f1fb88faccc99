import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';

/** Told like a blob that is gone, which every reader knows what to do with. */
class OutsideError extends Error {
  override readonly name = 'OutsideError';
  readonly statusCode = 404;
  readonly code = 'BlobNotFound';
  constructor() {
    super('the name of the blob leads out of its container');
  }
}

function tryBlob(container: ContainerClient, name: string): BlockBlobClient | null {
  try {
    return container.getBlockBlobClient(name);
  } catch {
    // The SDK finds no container in an address that leads out of the account.
    return null;
  }
}

/** `null`: two dots in the name lead out of the container, because addresses are tidied up on their way. */
function blobInside(container: ContainerClient, name: string): BlockBlobClient | null {
  const blob = tryBlob(container, name);
  const inside = new URL(container.url);
  const found = blob === null ? null : new URL(blob.url);
  return found?.origin === inside.origin && found.pathname.startsWith(`${inside.pathname}/`) ? blob : null;
}

/** Whether a blob of this name would be in the container. Names come from payloads and instance ids, which anybody may choose. */
export function isInside(container: ContainerClient, name: string): boolean {
  return blobInside(container, name) !== null;
}

/** Throws, as for a blob that is gone, where the name leads out of the container. */
export function ownBlob(container: ContainerClient, name: string): BlockBlobClient {
  const blob = blobInside(container, name);
  if (blob === null) throw new OutsideError();
  return blob;
}
