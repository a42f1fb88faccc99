import { z } from 'zod';
import { parseFailureDetails } from '../../../../shared/domain/failure-details.ts';
import { escapePartitionKey, odataString } from '../format/partition-key.ts';
import { markRowKey } from '../history-mark.ts';
import type { HubStorage } from '../hub-storage.ts';
import { cutText, keyOf, RowReader, type RawRow } from '../row-reader.ts';
import { etagOf, scanRows } from '../row-scan.ts';
import type { PastEvent } from './rewind-plan.ts';

/** What happened to tasks and how generations began and ended; results and events raised are left out. */
const readTypes = [
  'ExecutionStarted',
  'OrchestratorStarted',
  'TaskScheduled',
  'TaskFailed',
  'SubOrchestrationInstanceCreated',
  'SubOrchestrationInstanceFailed',
  'TimerCreated',
  'EventSent',
  'ExecutionCompleted',
  'GenericEvent',
];
const readColumns = [
  'RowKey',
  'EventType',
  'EventId',
  'TaskScheduledId',
  'Reason',
  'FailureDetails',
  'OrchestrationStatus',
  'Result',
  'Name',
  'InstanceId',
  'ParentInstance',
  'ExecutionId',
  'IsCheckpointComplete',
];
const rewoundPrefix = 'Rewound: ';
const longestFailure = 500;

export interface RewindHistory {
  /** `null` = there is no history. */
  readonly executionId: string | null;
  /** Of the sentinel row, which changes with every checkpoint. */
  readonly markEtag: string | null;
  readonly isCheckpointComplete: boolean;
  readonly hasStart: boolean;
  readonly parentInstanceId: string | null;
  /** Of the current execution, in order. */
  readonly events: readonly PastEvent[];
}

function failureOf(row: RowReader): string | null {
  const stored = row.text('FailureDetails');
  const details = stored === null ? null : parseFailureDetails(stored);
  if (details !== null) {
    const text = [details.errorType, details.message].filter((part) => part !== null).join(': ');
    return cutText(text, longestFailure);
  }
  const plain = row.text('Reason') ?? row.text('Result');
  return plain === null || plain === '' ? null : cutText(plain, longestFailure);
}

const failingTypes = new Set(['TaskFailed', 'SubOrchestrationInstanceFailed', 'ExecutionCompleted']);

function toPastEvent(raw: RawRow): PastEvent {
  const row = new RowReader(raw);
  const eventType = row.text('EventType') ?? '';
  const reason = row.text('Reason');
  return {
    rowKey: keyOf(raw, 'RowKey'),
    etag: etagOf(raw),
    eventType,
    eventId: row.int('EventId'),
    taskScheduledId: row.int('TaskScheduledId'),
    rewoundType: reason?.startsWith(rewoundPrefix) ? reason.slice(rewoundPrefix.length) : null,
    orchestrationStatus: row.text('OrchestrationStatus'),
    name: row.text('Name'),
    instanceId: row.text('InstanceId'),
    failure: failingTypes.has(eventType) ? failureOf(row) : null,
  };
}

const parentInstance = z.object({ OrchestrationInstance: z.object({ InstanceId: z.string() }) });

function parentOf(raw: RawRow): string | null {
  const parsed = parentInstance.safeParse(new RowReader(raw).json('ParentInstance'));
  return parsed.success ? parsed.data.OrchestrationInstance.InstanceId : null;
}

/** Only rows of the execution that the sentinel names: those of longer ones before it may linger behind. */
export async function readRewindHistory(storage: HubStorage, instanceId: string): Promise<RewindHistory> {
  const types = readTypes.map((type) => `EventType eq ${odataString(type)}`).join(' or ');
  const filter =
    `PartitionKey eq ${odataString(escapePartitionKey(instanceId))} and ` +
    `(RowKey eq ${odataString(markRowKey)} or ${types})`;
  // Rows are told apart only when the last one, the sentinel, is read; until then little of each is kept.
  const events: { readonly executionId: string | null; readonly event: PastEvent }[] = [];
  const starts: { readonly executionId: string | null; readonly parent: string | null }[] = [];
  let mark: RawRow | null = null;
  for await (const rows of scanRows(storage, storage.history, { filter, select: readColumns })) {
    for (const raw of rows) {
      if (keyOf(raw, 'RowKey') === markRowKey) {
        mark = raw;
        continue;
      }
      const event = toPastEvent(raw);
      const executionId = new RowReader(raw).text('ExecutionId');
      events.push({ executionId, event });
      if (event.eventType === 'ExecutionStarted') starts.push({ executionId, parent: parentOf(raw) });
    }
  }
  const row = mark === null ? null : new RowReader(mark);
  const executionId = row?.text('ExecutionId') ?? null;
  const start = starts.find((one) => one.executionId === executionId);
  return {
    executionId,
    markEtag: mark === null ? null : etagOf(mark),
    isCheckpointComplete: row?.boolean('IsCheckpointComplete') ?? true,
    hasStart: start !== undefined,
    parentInstanceId: start?.parent ?? null,
    events: events.filter((one) => one.executionId === executionId).map(({ event }) => event),
  };
}
