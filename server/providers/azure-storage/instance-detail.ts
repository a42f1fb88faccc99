import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { AppError } from '../../errors.ts';
import { escapePartitionKey } from './format/partition-key.ts';
import { controlQueueName } from './format/resource-names.ts';
import type { HubStorage } from './hub-storage.ts';
import { readFailure } from './instance-failures.ts';
import { readCustomStatus, toInstanceRow } from './instance-row.ts';
import { checkedPayloadInfo, payloadInfo } from './payload-info.ts';
import { RowReader, type RawRow } from './row-reader.ts';
import { readInstanceText } from './stored-text.ts';
import { readRow } from './table-reads.ts';

/** `null` when there is no such instance. */
export async function readInstanceEntity(storage: HubStorage, instanceId: string): Promise<RawRow | null> {
  return readRow(storage, storage.instances, { partitionKey: escapePartitionKey(instanceId), rowKey: '' });
}

async function bodyInfo(
  storage: HubStorage,
  row: RowReader,
  column: 'Input' | 'Output',
): Promise<PayloadInfo | null> {
  const stored = readInstanceText(row, column, storage.largeMessages.url);
  return stored === null ? null : checkedPayloadInfo(storage, { kind: 'instance', column }, stored);
}

/** A blob that cannot be read must not hide the rest of the instance. */
async function shownFailure(storage: HubStorage, raw: RawRow): Promise<InstanceDetail['failure']> {
  return readFailure(storage, raw).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
}

export async function readInstanceDetail(
  storage: HubStorage,
  instanceId: string,
  partitionCount: () => Promise<number | null>,
): Promise<InstanceDetail | null> {
  const [raw, count] = await Promise.all([readInstanceEntity(storage, instanceId), partitionCount()]);
  if (raw === null) return null;
  const row = new RowReader(raw);
  const customStatus = readCustomStatus(row);
  const [input, output, failure] = await Promise.all([
    bodyInfo(storage, row, 'Input'),
    bodyInfo(storage, row, 'Output'),
    shownFailure(storage, raw),
  ]);
  const listed = toInstanceRow(raw, count);
  const taskHubName = row.text('TaskHubName');
  return {
    ...listed,
    failure,
    input,
    output,
    customStatusPayload:
      customStatus === null
        ? null
        : payloadInfo({ kind: 'instance', column: 'CustomStatus' }, { kind: 'inline', text: customStatus }),
    taskHubName,
    controlQueue: listed.partition === null ? null : controlQueueName(storage.hub, listed.partition),
    problems: [...new Set([...listed.problems, ...row.problems])],
  };
}
