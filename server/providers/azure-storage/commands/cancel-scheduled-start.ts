import { randomUUID } from 'node:crypto';
import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import type { Instant } from '../../../../shared/domain/instant.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { escapePartitionKey } from '../format/partition-key.ts';
import { timeCell } from '../format/pending-row.ts';
import type { HubStorage } from '../hub-storage.ts';
import { requireForChange } from './row-for-change.ts';
import { writeInstanceRow } from './write-row.ts';

const deleteTimeoutMs = 10_000;
const columns = ['RuntimeStatus', 'ScheduledStartTime', 'ExecutionId'];

interface ScheduledStart {
  readonly executionId: string | null;
  readonly dueAt: Instant;
  readonly etag: string;
}

async function readScheduledStart(storage: HubStorage, instanceId: string): Promise<ScheduledStart> {
  const { row, etag } = await requireForChange(storage, instanceId, columns);
  const dueAt = row.instant('ScheduledStartTime');
  if (row.text('RuntimeStatus') !== 'Pending' || dueAt === null) {
    throw new AppError('action-refused', 'Only a scheduled start that has not begun can be cancelled.');
  }
  if (dueAt <= storage.clock()) {
    throw new AppError(
      'action-refused',
      'The start is due already: a worker may have taken it up. Terminate the instance once it runs.',
    );
  }
  return { executionId: row.text('ExecutionId'), dueAt, etag };
}

/** Whether the message is out of its queue for good. A worker that has it already finds that the row names another execution. */
async function deleteMessage(storage: HubStorage, executionId: string | null): Promise<boolean> {
  const sent = executionId === null ? null : storage.sentStarts.find(executionId);
  if (sent === null) return false;
  const client = storage.clients.sendingQueues.getQueueClient(sent.queue);
  try {
    await storage.call(
      `queue ${sent.queue}`,
      (abortSignal) => client.deleteMessage(sent.messageId, sent.popReceipt, { abortSignal }),
      { timeoutMs: deleteTimeoutMs },
    );
    return true;
  } catch {
    // The row alone keeps the start from happening.
    return false;
  }
}

const deletedSummary =
  'The message that would have started the instance was deleted from its queue, and its row says Terminated.';

function leftSummary(dueAt: Instant): string {
  return (
    'The row of the instance says Terminated and names another execution, so the engine will not run the start. ' +
    `Its message cannot be deleted by anybody but its sender: it stays invisible in the queue until ${dueAt.slice(0, 19)}Z, ` +
    'and workers drop it soon after, within about 17 minutes.'
  );
}

export function cancelScheduledStartCommand(storage: HubStorage): Pick<Commands, 'cancelScheduledStart'> {
  return {
    async cancelScheduledStart(instanceId, reason) {
      const { executionId, dueAt, etag } = await readScheduledStart(storage, instanceId);
      const cancelledAt = storage.clock();
      const proof = randomUUID().replaceAll('-', '');
      const receipt: CommandReceipt = {
        command: 'cancel-scheduled-start',
        instanceId,
        queue: null,
        sentAt: cancelledAt,
        executionId: null,
        followedInstanceId: instanceId,
        summary: null,
      };
      const change = {
        partitionKey: escapePartitionKey(instanceId),
        rowKey: '',
        RuntimeStatus: 'Terminated',
        Output: reason,
        CompletedTime: timeCell(cancelledAt),
        LastUpdatedTime: timeCell(cancelledAt),
        ExecutionId: proof,
      };
      const outcome = await writeInstanceRow(storage, {
        receipt,
        instanceId,
        write: (table, abortSignal) => table.updateEntity(change, 'Merge', { etag, abortSignal }),
        isWritten: (row) => row.text('ExecutionId') === proof,
      });
      if (outcome === 'overtaken') {
        throw new AppError(
          'conflict',
          'The instance was changed at the same moment, so its start was not cancelled. Look at it, then try again.',
        );
      }
      const isDeleted = await deleteMessage(storage, executionId);
      return { ...receipt, summary: isDeleted ? deletedSummary : leftSummary(dueAt) };
    },
  };
}
