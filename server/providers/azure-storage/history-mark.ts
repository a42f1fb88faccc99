import { escapePartitionKey } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { RowReader } from './row-reader.ts';
import { readRow } from './table-reads.ts';

/** The last row of a partition: names the execution its rows belong to and guards their writing. */
export const markRowKey = 'sentinel';

export interface HistoryMark {
  /** `null` = there is no mark. */
  readonly exists: boolean;
  /** The execution to show: the mark's, else the instance row's; `null` when neither names one. */
  readonly executionId: string | null;
  readonly isCheckpointComplete: boolean | null;
  readonly problems: readonly string[];
}

async function readMarkRow(storage: HubStorage, partitionKey: string): Promise<RowReader | null> {
  const raw = await readRow(storage, storage.history, { partitionKey, rowKey: markRowKey });
  return raw === null ? null : new RowReader(raw);
}

async function instanceExecutionId(storage: HubStorage, partitionKey: string): Promise<string | null> {
  const select = ['ExecutionId'];
  const raw = await readRow(storage, storage.instances, { partitionKey, rowKey: '', select });
  return raw === null ? null : new RowReader(raw).text('ExecutionId');
}

export async function readHistoryMark(storage: HubStorage, instanceId: string): Promise<HistoryMark> {
  const partitionKey = escapePartitionKey(instanceId);
  const [mark, rowExecutionId] = await Promise.all([
    readMarkRow(storage, partitionKey),
    instanceExecutionId(storage, partitionKey),
  ]);
  if (mark === null) {
    return { exists: false, executionId: rowExecutionId, isCheckpointComplete: null, problems: [] };
  }
  mark.require('ExecutionId', 'IsCheckpointComplete');
  const executionId = mark.text('ExecutionId');
  const isCheckpointComplete = mark.boolean('IsCheckpointComplete');
  const problems = mark.problems.map((problem) => `The history's mark (sentinel row): ${problem}`);
  if (isCheckpointComplete === false) {
    problems.push('A checkpoint was not written to its end: the last events may be missing.');
  }
  if (executionId !== null && rowExecutionId !== null && executionId !== rowExecutionId) {
    problems.push(
      `The history belongs to execution ${executionId}, the instance to execution ${rowExecutionId}: ` +
        'either the instance was started again and has not run yet, or one of the two was not written.',
    );
  }
  return { exists: true, executionId: executionId ?? rowExecutionId, isCheckpointComplete, problems };
}
