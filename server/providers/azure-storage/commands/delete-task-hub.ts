import type { HubDeletion } from '../../../../shared/contract/command-previews.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { isDiscoveryTable, listHubResources, type HubResource } from '../hub-resources.ts';
import type { HubStorage } from '../hub-storage.ts';
import { isBeingDeleted, isMissing } from '../storage-errors.ts';

/** Of a large table or container the service only notes that it is to go. */
const deleteTimeoutMs = 30_000;

async function deleteContainer(storage: HubStorage, name: string, abortSignal: AbortSignal): Promise<void> {
  const container = storage.clients.blobs.getContainerClient(name);
  if (name === storage.names.appLeaseContainer) {
    const { leaseState } = await container.getProperties({ abortSignal });
    // Whoever holds the app lease keeps the container; a free one has no lease to break.
    if (leaseState === 'leased') await container.getBlobLeaseClient().breakLease(0, { abortSignal });
  }
  await container.delete({ abortSignal });
}

async function deleteResource(storage: HubStorage, { kind, name }: HubResource): Promise<void> {
  const { clients } = storage;
  await storage.call(
    `${kind} ${name}`,
    async (abortSignal) => {
      try {
        if (kind === 'queue') await clients.queues.getQueueClient(name).delete({ abortSignal });
        else if (kind === 'table') await clients.tables.deleteTable(name, { abortSignal });
        else await deleteContainer(storage, name, abortSignal);
      } catch (error) {
        if (!isMissing(error) && !isBeingDeleted(error)) throw error;
      }
    },
    { timeoutMs: deleteTimeoutMs },
  );
}

type Failure = HubDeletion['failed'][number];

class HubDeleter {
  readonly deleted: string[] = [];
  readonly failed: Failure[] = [];

  constructor(private readonly storage: HubStorage) {}

  async delete(resources: readonly HubResource[]): Promise<void> {
    for (const resource of resources) {
      if (this.failed.length > 0 && isDiscoveryTable(this.storage, resource)) this.keep(resource);
      else await this.attempt(resource);
    }
  }

  /** A deletion whose answer was lost may have been done all the same. */
  async lookAgain(): Promise<void> {
    if (this.failed.length === 0) return;
    const left = await listHubResources(this.storage).catch(() => null);
    if (left === null) return;
    const names = new Set(left.map(({ name }) => name));
    for (const failure of this.failed.splice(0)) {
      if (names.has(failure.name)) this.failed.push(failure);
      else this.deleted.push(failure.name);
    }
  }

  private async attempt(resource: HubResource): Promise<void> {
    try {
      await deleteResource(this.storage, resource);
      this.deleted.push(resource.name);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.failed.push({ name: resource.name, message: error.message });
    }
  }

  private keep({ name }: HubResource): void {
    const message =
      'Kept, because something else could not be deleted: the task hub is found by this table, and deleting it again does the rest.';
    this.failed.push({ name, message });
  }
}

export function deleteTaskHubCommand(storage: HubStorage): Pick<Commands, 'deleteTaskHub'> {
  return {
    async deleteTaskHub() {
      const deleter = new HubDeleter(storage);
      await deleter.delete(await listHubResources(storage));
      await deleter.lookAgain();
      return { deleted: deleter.deleted, failed: deleter.failed };
    },
  };
}
