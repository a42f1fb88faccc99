import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { elapsedMs } from '../../../../shared/domain/instant.ts';
import { isTerminal, toRuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import type { HubStorage } from '../hub-storage.ts';
import { readInstanceEntity } from '../instance-detail.ts';
import { toInstanceRow } from '../instance-row.ts';
import type { RawRow } from '../row-reader.ts';
import { etagOf } from '../row-scan.ts';
import { deleteInstance } from './delete-instance.ts';
import { deletionSummary } from './purge.ts';
import { readForChange } from './row-for-change.ts';
import { sendCommand } from './send-command.ts';

/** The engine's default for how long operations may overtake each other; what came late would create the entity anew. */
const reorderWindowMs = 30 * 60_000;
const releaseId = 'fix-orphaned-lock';

type EntityRow = InstanceRow & { readonly entity: NonNullable<InstanceRow['entity']> };

function refuse(reason: string): AppError {
  return new AppError('action-refused', reason);
}

async function readEntity(storage: HubStorage, instanceId: string): Promise<{ raw: RawRow; row: EntityRow }> {
  const raw = await readInstanceEntity(storage, instanceId);
  if (raw === null) throw new AppError('not-found', 'The entity is no longer in storage.');
  const row = toInstanceRow(raw, null);
  const { entity } = row;
  if (entity === null) {
    throw refuse('The row of the entity does not say whether there is anything to clean.');
  }
  return { raw, row: { ...row, entity } };
}

/** An owner that is open may release the lock yet, and one whose status is unknown may be open. */
async function refuseLiveOwner(storage: HubStorage, owner: string): Promise<void> {
  const found = await readForChange(storage, owner, ['RuntimeStatus']);
  if (found === null) return;
  const status = toRuntimeStatus(found.row.text('RuntimeStatus'));
  if (isTerminal(status)) return;
  throw refuse(`The lock is not orphaned: ${owner}, which holds it, is ${status}.`);
}

async function releaseLock(storage: HubStorage, instanceId: string, owner: string): Promise<CommandReceipt> {
  await refuseLiveOwner(storage, owner);
  const receipt = await sendCommand(storage, 'clean-entity', {
    instanceId,
    eventType: 'EventRaised',
    members: {
      Name: 'release',
      Input: JSON.stringify({ parent: owner, id: releaseId }),
      ParentTraceContext: null,
    },
  });
  return { ...receipt, summary: `Queued the release of the lock that ${owner} left behind.` };
}

function refuseTooEarly(storage: HubStorage, { lastUpdatedAt }: EntityRow): void {
  const idleMs = lastUpdatedAt === null ? 0 : elapsedMs(lastUpdatedAt, storage.clock());
  if (idleMs > reorderWindowMs) return;
  const minutes = Math.max(1, Math.ceil((reorderWindowMs - idleMs) / 60_000));
  throw refuse(
    `The entity was used less than 30 minutes ago, and operations on their way may still come. It can be removed in ${minutes} min.`,
  );
}

async function removeEmpty(
  storage: HubStorage,
  instanceId: string,
  found: { raw: RawRow; row: EntityRow },
): Promise<CommandReceipt> {
  refuseTooEarly(storage, found.row);
  const receipt: CommandReceipt = {
    command: 'clean-entity',
    instanceId,
    queue: null,
    sentAt: storage.clock(),
    executionId: null,
    followedInstanceId: instanceId,
    summary: null,
  };
  const request = { instanceId, rowEtag: etagOf(found.raw), isGuarded: true, receipt };
  return { ...receipt, summary: deletionSummary(await deleteInstance(storage, request)) };
}

export function cleanEntityCommand(storage: HubStorage): Pick<Commands, 'cleanEntity'> {
  return {
    async cleanEntity(instanceId, { removesEmpty, releasesOrphanedLock }) {
      const found = await readEntity(storage, instanceId);
      const { exists, queueSize, lockedBy } = found.row.entity;
      if (lockedBy !== null) {
        if (releasesOrphanedLock) return releaseLock(storage, instanceId, lockedBy);
        throw refuse(`The entity is locked by ${lockedBy}, and releasing locks was not asked for.`);
      }
      if (exists) throw refuse('There is nothing to clean: the entity has a state and no lock.');
      if (queueSize > 0)
        throw refuse(`There is nothing to clean: ${queueSize} operations wait for the entity.`);
      if (!removesEmpty) throw refuse('The entity is empty, and removing empty ones was not asked for.');
      return removeEmpty(storage, instanceId, found);
    },
  };
}
