import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import { parseEntityId } from '../../../../shared/domain/instance-id.ts';
import { isTerminal, toRuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import type { HubStorage } from '../hub-storage.ts';
import { deleteInstance, type Deleted } from './delete-instance.ts';
import { requireForChange } from './row-for-change.ts';

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function deletionSummary({ historyRows, blobs }: Deleted): string {
  return `Deleted the row, ${counted(historyRows, 'history row')} and ${counted(blobs, 'blob')}.`;
}

export function purgeCommand(storage: HubStorage): Pick<Commands, 'purge'> {
  return {
    async purge(instanceId, { isForced }): Promise<CommandReceipt> {
      const sentAt = storage.clock();
      const { row, etag } = await requireForChange(storage, instanceId, ['RuntimeStatus']);
      const status = toRuntimeStatus(row.text('RuntimeStatus'));
      const isEnded = parseEntityId(instanceId) === null && isTerminal(status);
      if (!isEnded && !isForced) {
        throw new AppError(
          'conflict',
          `The instance has not ended: it is ${status}. Nothing was deleted; it is purged only when that is said explicitly.`,
        );
      }
      const receipt: CommandReceipt = {
        command: 'purge',
        instanceId,
        queue: null,
        sentAt,
        executionId: null,
        followedInstanceId: instanceId,
        summary: null,
      };
      const request = { instanceId, rowEtag: etag, isGuarded: !isForced, receipt };
      return { ...receipt, summary: deletionSummary(await deleteInstance(storage, request)) };
    },
  };
}
