import { toInstant, type Instant } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import {
  blobUrl,
  historyBlobName,
  isLargeProperty,
} from '../../providers/azure-storage/format/large-payload.ts';
import { escapePartitionKey } from '../../providers/azure-storage/format/partition-key.ts';
import type { HistoryEvent } from './history-event.ts';
import { rawNumber, rawText, type RawRow } from './history-row.ts';
import type { HubStorage } from './hub-storage.ts';
import type { InstanceColumns } from './instance-row.ts';
import type { PayloadBlobs } from './payload-blobs.ts';
import { storageStatus } from './storage-failure.ts';

export interface InstanceSummary {
  readonly executionId: string | null;
  readonly runtimeStatus: string | null;
  readonly generation: number;
  readonly createdAt: Instant | null;
  readonly scheduledStartAt: Instant | null;
}

export interface InstanceStore {
  /** `null` = there is no such row. */
  read(instanceId: string): Promise<InstanceSummary | null>;
  /** Adds the columns to the row, which it creates when missing. */
  merge(instanceId: string, columns: InstanceColumns): Promise<void>;
  /**
   * Ends an instance that never started; one whose start is yet to come only gets the reason, stays Pending and
   * starts when due, as seen on the live engine. Rejects when it has no row.
   */
  markTerminated(instanceId: string, terminated: HistoryEvent, isStartDue: boolean): Promise<void>;
}

export function createInstanceStore({ instances }: HubStorage, blobs: PayloadBlobs): InstanceStore {
  return {
    async read(instanceId) {
      try {
        const row: RawRow = await instances.getEntity(escapePartitionKey(instanceId), '', {
          disableTypeConversion: true,
        });
        return {
          executionId: rawText(row, 'ExecutionId'),
          runtimeStatus: rawText(row, 'RuntimeStatus'),
          generation: rawNumber(row, 'Generation') ?? 0,
          createdAt: toInstant(rawText(row, 'CreatedTime')),
          scheduledStartAt: toInstant(rawText(row, 'ScheduledStartTime')),
        };
      } catch (error) {
        if (storageStatus(error) === 404) return null;
        throw error;
      }
    },

    async merge(instanceId, columns) {
      const row = { partitionKey: escapePartitionKey(instanceId), rowKey: '', ...columns };
      await instances.upsertEntity(row, 'Merge');
    },

    async markTerminated(instanceId, terminated, isStartDue) {
      const partitionKey = escapePartitionKey(instanceId);
      let output = terminated.input ?? null;
      if (output !== null && isLargeProperty(output)) {
        const name = historyBlobName(partitionKey, '', 'Output', 'Output');
        await blobs.write(name, output);
        output = blobUrl(blobs.containerUrl, name);
      }
      const row = {
        partitionKey,
        rowKey: '',
        ...(isStartDue && {
          RuntimeStatus: 'Terminated',
          LastUpdatedTime: { type: 'DateTime', value: terminated.timestamp },
          CompletedTime: { type: 'DateTime', value: nowInstant() },
        }),
        ...(output === null ? {} : { Output: output }),
      };
      await instances.updateEntity(row, 'Merge', { etag: '*' });
    },
  };
}
