import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { isLargeProperty } from '../format/large-payload.ts';
import { escapePartitionKey } from '../format/partition-key.ts';
import type { HubStorage } from '../hub-storage.ts';
import { requireJson } from './json-text.ts';
import { requireForChange } from './row-for-change.ts';
import { writeInstanceRow } from './write-row.ts';

/** What checkpoints write where there is none. */
const noStatus = 'null';

function writtenAt(storage: HubStorage, instanceId: string): CommandReceipt {
  return {
    command: 'set-custom-status',
    instanceId,
    queue: null,
    sentAt: storage.clock(),
    executionId: null,
    followedInstanceId: instanceId,
    summary: 'The custom status was written to the row of the instance.',
  };
}

export function setCustomStatusCommand(storage: HubStorage): Pick<Commands, 'setCustomStatus'> {
  return {
    async setCustomStatus(instanceId, customStatus) {
      requireJson(customStatus, 'custom status');
      const text = customStatus ?? noStatus;
      if (isLargeProperty(text)) {
        throw new AppError(
          'invalid-request',
          `The custom status has ${text.length} characters; a row holds at most 30,720, and the engine keeps none elsewhere.`,
        );
      }
      const { etag } = await requireForChange(storage, instanceId, ['CustomStatus']);
      const receipt = writtenAt(storage, instanceId);
      const change = { partitionKey: escapePartitionKey(instanceId), rowKey: '', CustomStatus: text };
      const outcome = await writeInstanceRow(storage, {
        receipt,
        instanceId,
        write: (table, abortSignal) => table.updateEntity(change, 'Merge', { etag, abortSignal }),
        isWritten: (row) => row.text('CustomStatus') === text,
      });
      if (outcome === 'overtaken') {
        throw new AppError(
          'conflict',
          'The instance was changed at the same moment, so its custom status was left alone. Look at it, then try again.',
        );
      }
      return receipt;
    },
  };
}
