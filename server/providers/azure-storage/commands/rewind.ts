import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import type { Instant } from '../../../../shared/domain/instant.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { AppError } from '../../../errors.ts';
import { escapePartitionKey } from '../format/partition-key.ts';
import type { HubStorage } from '../hub-storage.ts';
import {
  certainPartitionCount,
  deliverMessage,
  prepareMessage,
  type PreparedMessage,
} from '../send-message.ts';
import { sideBySide } from '../side-by-side.ts';
import { mergeRow, mergeRows } from '../write-rows.ts';
import type { PlannedInstance } from './rewind-plan.ts';
import { readRewindPlan } from './rewind-walk.ts';

const parallelInstances = 8;

interface Wake {
  readonly instanceId: string;
  readonly message: PreparedMessage;
}

/** One instant for all: whoever follows the rewind finds it in the history of each. */
async function prepareWakes(
  storage: HubStorage,
  leaves: readonly PlannedInstance[],
  reason: string,
  sentAt: Instant,
): Promise<Wake[]> {
  const partitionCount = await certainPartitionCount(storage);
  const wakes: Wake[] = [];
  for (const { instanceId } of leaves) {
    const message = await prepareMessage(
      storage,
      { instanceId, eventType: 'GenericEvent', membersBefore: { Data: reason }, members: {} },
      { sentAt, partitionCount },
    );
    wakes.push({ instanceId, message });
  }
  return wakes;
}

/** What may have been written. */
interface Progress {
  writes: number;
}

/** A write whose answer was lost counts as one. */
async function noting(progress: Progress, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
    progress.writes++;
  } catch (error) {
    if (error instanceof AppError && error.code === 'outcome-unknown') progress.writes++;
    throw error;
  }
}

async function rewindInstance(storage: HubStorage, instance: PlannedInstance, progress: Progress) {
  const { plan, mark, rowEtag } = instance;
  const partitionKey = escapePartitionKey(instance.instanceId);
  const { history, instances } = storage.writing;
  if (plan.changes.length > 0) {
    const sentinel = { etag: mark.etag, columns: { ExecutionId: mark.executionId } };
    await noting(progress, () =>
      mergeRows(storage, history, { partitionKey, sentinel, changes: plan.changes }),
    );
  }
  if (rowEtag === null) return;
  const columns = {
    RuntimeStatus: 'Pending',
    LastUpdatedTime: { type: 'DateTime', value: storage.clock() },
  };
  await noting(progress, () =>
    mergeRow(storage, instances, { partitionKey, rowKey: '', etag: rowEtag, columns }),
  );
}

/** Children before their parents: while a failure stands in a history, what is behind it is found again. */
async function rewindAll(storage: HubStorage, instances: readonly PlannedInstance[], progress: Progress) {
  const depths = [...new Set(instances.map(({ depth }) => depth))].sort((a, b) => b - a);
  for (const depth of depths) {
    const level = instances.filter((instance) => instance.depth === depth);
    await sideBySide(level, parallelInstances, (instance) => rewindInstance(storage, instance, progress));
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function summaryOf(instances: readonly PlannedInstance[], wakes: readonly Wake[]): string {
  const steps = instances.flatMap(({ plan }) => plan.steps);
  const activities = steps.filter(({ kind }) => kind === 'activity').length;
  const children = steps.filter(({ kind }) => kind === 'sub-orchestration').length;
  return (
    `Undid ${counted(activities, 'failed activity', 'failed activities')} and ` +
    `${counted(children, 'failed sub-orchestration', 'failed sub-orchestrations')} in ` +
    `${counted(instances.length, 'instance', 'instances')}; woke ${wakes.length}.`
  );
}

/** Nothing is repeated here, and nothing needs to be taken back: the same command does what is left. */
function brokenOff(error: unknown, details: CommandReceipt, { writes }: Progress): unknown {
  if (!(error instanceof AppError) || writes === 0) return error;
  const code = error.code === 'conflict' ? 'conflict' : 'outcome-unknown';
  const message = `The rewind stopped before its end. ${error.message} Rewinding the instance again goes on from there.`;
  return new AppError(code, message, { cause: error, details });
}

/**
 * As the engine's client does it: all histories and rows of the failed instance and its failed descendants first, then a
 * message to each that has no failed descendant itself. Other than the engine's, it leaves rows alone that an earlier
 * rewind changed, changes the rows of a history in transactions that fail when the instance was written meanwhile, and
 * can be given again to an instance that a broken-off rewind left half done.
 */
async function rewind(storage: HubStorage, instanceId: string, reason: string): Promise<CommandReceipt> {
  const { instances, refusal } = await readRewindPlan(storage, instanceId);
  if (refusal !== null) throw new AppError('action-refused', refusal);
  const sentAt = storage.clock();
  const leaves = instances.filter(({ isLeaf }) => isLeaf);
  const wakes = await prepareWakes(storage, leaves, reason, sentAt);
  const [first] = wakes;
  const receipt: CommandReceipt = {
    command: 'rewind',
    instanceId,
    queue: first?.message.queue ?? null,
    sentAt,
    executionId: null,
    followedInstanceId: first?.instanceId ?? instanceId,
    summary: summaryOf(instances, wakes),
  };
  const progress = { writes: 0 };
  try {
    await rewindAll(storage, instances, progress);
    await sideBySide(wakes, parallelInstances, ({ message }) =>
      noting(progress, () => deliverMessage(storage, message, receipt)),
    );
  } catch (error) {
    throw brokenOff(error, receipt, progress);
  }
  return receipt;
}

export function rewindCommand(storage: HubStorage): Pick<Commands, 'rewind'> {
  return { rewind: (instanceId, reason) => rewind(storage, instanceId, reason) };
}
