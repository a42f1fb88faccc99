import type { HubDeletionPreview } from '../../../../shared/contract/command-previews.ts';
import { AppError } from '../../../errors.ts';
import { listHubResources, type HubResource } from '../hub-resources.ts';
import type { HubStorage } from '../hub-storage.ts';
import { readBlobOwners } from '../lease-blobs.ts';
import { readPartitionRows, toQueueOwner } from '../partitions-table.ts';
import { isMissing } from '../storage-errors.ts';

/** Workers that hold a partition now. */
async function readLiveWorkers(storage: HubStorage): Promise<string[]> {
  const rows = await readPartitionRows(storage);
  const now = storage.clock();
  const owners = rows.length > 0 ? rows.map((row) => toQueueOwner(row, now)) : await readBlobOwners(storage);
  const live = owners.flatMap(({ owner }) => (owner.lease === 'live' ? (owner.workerId ?? []) : []));
  return [...new Set(live)].sort();
}

async function isAppLeaseHeld(storage: HubStorage): Promise<boolean> {
  const container = storage.clients.blobs.getContainerClient(storage.names.appLeaseContainer);
  return storage.call(`container ${storage.names.appLeaseContainer}`, async (abortSignal) => {
    try {
      return (await container.getProperties({ abortSignal })).leaseState === 'leased';
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  });
}

interface Findings {
  readonly resources: readonly HubResource[];
  readonly liveWorkers: readonly string[];
  readonly hasAppLease: boolean;
}

function warningsOf({ resources, liveWorkers, hasAppLease }: Findings): string[] {
  const warnings: string[] = [];
  if (liveWorkers.length > 0) {
    warnings.push(
      'Workers are running on this task hub. Stop them first: they will log errors, and may create parts of it again.',
    );
  }
  if (hasAppLease) {
    warnings.push('An app holds the lease of this task hub. The lease is broken.');
  }
  if (resources.length > 0) {
    warnings.push(
      'Storage takes at least 30 seconds before the names can be used again; an app that starts earlier fails.',
    );
  }
  return warnings;
}

export async function previewDeletion(storage: HubStorage): Promise<HubDeletionPreview> {
  const [resources, liveWorkers, hasAppLease] = await Promise.all([
    listHubResources(storage),
    readLiveWorkers(storage),
    isAppLeaseHeld(storage),
  ]);
  if (resources.length === 0) throw new AppError('not-found', `There is no task hub ${storage.hub}.`);
  const warnings = warningsOf({ resources, liveWorkers, hasAppLease });
  return { resources, counts: [], liveWorkers, warnings };
}
