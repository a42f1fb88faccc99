import { z } from 'zod';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { parseEntityId } from '../../../shared/domain/instance-id.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { parentExecutionIdOf } from '../../../shared/domain/parent-of-id.ts';
import { toRuntimeStatus, type RuntimeStatus } from '../../../shared/domain/runtime-status.ts';
import { partitionOf } from './format/control-queue.ts';
import { unescapePartitionKey } from './format/partition-key.ts';
import { cutText, keyOf, RowReader, storedInstant, type RawRow } from './row-reader.ts';
import { readTags } from './stored-tags.ts';

const maxCustomStatusChars = 1024;
const neverWritten = '0001-01-01T00:00:00.0000000Z';

/** Everything but Input and Output, which may be large. */
export const rowColumns: readonly string[] = [
  'PartitionKey',
  'RowKey',
  'Timestamp',
  'Name',
  'Version',
  'RuntimeStatus',
  'CreatedTime',
  'LastUpdatedTime',
  'CompletedTime',
  'ScheduledStartTime',
  'ExecutionId',
  'Generation',
  'CustomStatus',
  'Tags',
  'TagsBlobName',
];

function readStatus(row: RowReader): RuntimeStatus {
  const text = row.text('RuntimeStatus');
  const status = toRuntimeStatus(text);
  if (status === 'Unknown' && text !== null) {
    row.report(`RuntimeStatus is "${text}", which is none of the engine's.`);
  }
  return status;
}

/** `null` when there is none: checkpoints write the literal `null`. */
export function readCustomStatus(row: RowReader): string | null {
  const text = row.text('CustomStatus');
  return text === 'null' ? null : text;
}

/** Plain orchestrations set any text; only what sets out to be an object or a string of JSON can be a broken one. */
function checkCustomStatus(row: RowReader, customStatus: string | null): void {
  if (customStatus !== null && /^["{]/.test(customStatus)) row.json('CustomStatus');
}

const entityStatus = z.object({
  entityExists: z.boolean().default(false),
  queueSize: z.int().default(0),
  lockedBy: z.string().nullable().default(null),
});

function entitySummary(row: RowReader): InstanceRow['entity'] {
  const value = row.json('CustomStatus');
  if (value === null) return null;
  const parsed = entityStatus.safeParse(value);
  if (!parsed.success) {
    row.report('CustomStatus is not the summary of an entity.');
    return null;
  }
  const { entityExists, queueSize, lockedBy } = parsed.data;
  return { exists: entityExists, queueSize, lockedBy };
}

export function rowVersionOf(raw: RawRow): Instant {
  return storedInstant(raw.Timestamp) ?? neverWritten;
}

/** `partitionCount` is `null` when it is unknown. */
export function toInstanceRow(raw: RawRow, partitionCount: number | null): InstanceRow {
  const row = new RowReader(raw);
  const instanceId = unescapePartitionKey(keyOf(raw, 'PartitionKey'));
  const entityId = parseEntityId(instanceId);
  const kind = entityId === null ? 'orchestration' : 'entity';
  row.require('Name', 'RuntimeStatus', 'CreatedTime', 'LastUpdatedTime', 'ExecutionId');
  const customStatus = readCustomStatus(row);
  if (kind === 'orchestration') checkCustomStatus(row, customStatus);
  return {
    instanceId,
    kind,
    // The engine writes an entity's whole id into Name: as a filter that would be one value per entity.
    name: entityId?.name ?? row.text('Name'),
    version: row.text('Version'),
    runtimeStatus: readStatus(row),
    createdAt: row.instant('CreatedTime'),
    lastUpdatedAt: row.instant('LastUpdatedTime'),
    completedAt: row.instant('CompletedTime'),
    scheduledStartAt: row.instant('ScheduledStartTime'),
    executionId: row.text('ExecutionId'),
    generation: row.int('Generation'),
    customStatus: customStatus === null ? null : cutText(customStatus, maxCustomStatusChars),
    tags: readTags(row),
    partition: partitionCount === null ? null : partitionOf(instanceId, partitionCount),
    entity: kind === 'entity' ? entitySummary(row) : null,
    failure: null,
    parentInstanceId: null,
    parentExecutionId: parentExecutionIdOf(instanceId),
    rowVersion: rowVersionOf(raw),
    problems: row.problems,
  };
}
