import { readTraceContext, type TraceContext } from '../../../shared/domain/trace-context.ts';
import { escapePartitionKey, odataString } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { RowReader } from './row-reader.ts';
import { readRowPage } from './table-reads.ts';

/** ExecutionStarted is one of the first rows of every history. */
const firstRows = 16;
const lastKey = '000000000000000F';

/** The trace that the current execution belongs to; `null` = its history does not say. */
export async function readStartTrace(storage: HubStorage, instanceId: string): Promise<TraceContext | null> {
  const { rows } = await readRowPage(storage, storage.history, {
    filter: `PartitionKey eq ${odataString(escapePartitionKey(instanceId))} and RowKey le ${odataString(lastKey)}`,
    select: ['RowKey', 'EventType', 'ParentTraceContext', 'Correlation'],
    maxRows: firstRows,
  });
  const started = rows.find((row) => row.EventType === 'ExecutionStarted');
  if (started === undefined) return null;
  const reader = new RowReader(started);
  return readTraceContext(reader.text('ParentTraceContext'), reader.text('Correlation'));
}
