import type { BlobItem } from '@azure/storage-blob';
import { z } from 'zod';
import type { PartitionOwner } from '../../../shared/contract/backlog.ts';
import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';
import type { QueueOwner } from './partitions-table.ts';
import { isMissing } from './storage-errors.ts';

/** The current partition manager's blobs, then the older one's: who holds these receives the messages. */
const ownershipFolders = ['ownership/', 'default/'];
const taskHubFile = 'taskhub.json';

const leaseBody = z.object({ Owner: z.string().nullable().default(null) });
const taskHubBody = z.object({ PartitionCount: z.int().positive() });

async function downloadText(storage: HubStorage, blobName: string): Promise<string | null> {
  const container = storage.clients.blobs.getContainerClient(storage.names.leasesContainer);
  return storage.call(`blob ${blobName} of the leases`, async (abortSignal) => {
    try {
      return (
        await container.getBlobClient(blobName).downloadToBuffer(0, undefined, { abortSignal })
      ).toString();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}

function parseBody<T extends z.ZodType>(schema: T, text: string): z.output<T> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What `taskhub.json` says; `null` when there is none, it cannot be read, or access to blobs is refused. */
export async function readTaskHubFile(storage: HubStorage): Promise<number | null> {
  try {
    const text = await downloadText(storage, taskHubFile);
    return text === null ? null : (parseBody(taskHubBody, text)?.PartitionCount ?? null);
  } catch (error) {
    // An identity may have been given tables and queues only; with a Partitions table that is enough.
    if (error instanceof AppError && error.code === 'forbidden') return null;
    throw error;
  }
}

async function listLeaseBlobs(storage: HubStorage): Promise<BlobItem[]> {
  const container = storage.clients.blobs.getContainerClient(storage.names.leasesContainer);
  return storage.call('container of leases', async (abortSignal) => {
    const blobs: BlobItem[] = [];
    try {
      for await (const blob of container.listBlobsFlat({ abortSignal })) blobs.push(blob);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return blobs;
  });
}

function isLeased({ properties }: BlobItem): boolean {
  return properties.leaseState === 'leased';
}

/** Blobs of the partition manager at work; one that was replaced leaves its own behind, held by nobody. */
function ownershipBlobs(blobs: readonly BlobItem[]): readonly BlobItem[] {
  const folders = ownershipFolders
    .map((folder) => blobs.filter(({ name }) => name.startsWith(folder)))
    .filter((inside) => inside.length > 0);
  return folders.find((inside) => inside.some(isLeased)) ?? folders[0] ?? [];
}

async function toQueueOwner(storage: HubStorage, blob: BlobItem): Promise<QueueOwner> {
  const queue = blob.name.slice(blob.name.indexOf('/') + 1);
  const text = await downloadText(storage, blob.name);
  const body = text === null ? null : parseBody(leaseBody, text);
  const workerId = body?.Owner ?? null;
  // The body keeps its last owner: only the lease on the blob tells whether anybody holds it.
  const owner: PartitionOwner = {
    workerId,
    lease: isLeased(blob) ? 'live' : workerId === null ? 'free' : 'expired',
    ownedSince: null,
    lastRenewedAt: null,
    expiresAt: null,
    nextOwner: null,
    isDraining: false,
  };
  return { queue, owner, problems: body === null ? [`The lease blob ${blob.name} cannot be read.`] : [] };
}

/** Empty when the hub keeps no leases in blobs. */
export async function readBlobOwners(storage: HubStorage): Promise<QueueOwner[]> {
  const blobs = ownershipBlobs(await listLeaseBlobs(storage));
  return Promise.all(blobs.map((blob) => toQueueOwner(storage, blob)));
}
