import { z } from 'zod';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import type { PayloadInfo } from '../../../shared/contract/payloads.ts';
import { readEntityMessage } from '../../../shared/domain/entity-message.ts';
import { eventTypes, type EventType } from '../../../shared/domain/event-types.ts';
import { payloadInfo } from './payload-info.ts';
import { eventPayloads } from './payload-ref.ts';
import { keyOf, RowReader, type RawRow } from './row-reader.ts';
import { readStoredText } from './stored-text.ts';
import { readTags } from './stored-tags.ts';

const rewoundPrefix = 'Rewound: ';
/** Objects are written as JSON text, so a missing one reads `null`; the other payloads are texts of the user. */
const objectPayloads: ReadonlySet<string> = new Set(['FailureDetails']);

/** Without these an event of the type cannot be understood. */
const requiredColumns: Partial<Record<EventType, readonly string[]>> = {
  ExecutionStarted: ['Name'],
  ExecutionCompleted: ['OrchestrationStatus'],
  TaskScheduled: ['Name'],
  TaskCompleted: ['TaskScheduledId'],
  TaskFailed: ['TaskScheduledId'],
  SubOrchestrationInstanceCreated: ['Name', 'InstanceId'],
  SubOrchestrationInstanceCompleted: ['TaskScheduledId'],
  SubOrchestrationInstanceFailed: ['TaskScheduledId'],
  TimerCreated: ['FireAt'],
  TimerFired: ['TimerId', 'FireAt'],
  EventSent: ['InstanceId', 'Name'],
  EventRaised: ['Name'],
};

const parentInstance = z.object({
  OrchestrationInstance: z.object({
    InstanceId: z.string(),
    ExecutionId: z.string().nullable().default(null),
  }),
  Name: z.string().nullable().default(null),
  TaskScheduleId: z.int().nullable().default(null),
});

/** Row keys are places in the execution, written as 16 hexadecimal digits. */
export function ordinalOf(rowKey: string): number | null {
  if (!/^[0-9A-Fa-f]{16}$/.test(rowKey)) return null;
  const ordinal = Number.parseInt(rowKey, 16);
  return Number.isSafeInteger(ordinal) ? ordinal : null;
}

function readParent(row: RowReader): HistoryEvent['parent'] {
  const value = row.json('ParentInstance');
  if (value === null) return null;
  const parsed = parentInstance.safeParse(value);
  if (!parsed.success) {
    row.report('ParentInstance does not name an instance.');
    return null;
  }
  const { OrchestrationInstance: parent, Name: name, TaskScheduleId: taskScheduledId } = parsed.data;
  return { instanceId: parent.InstanceId, executionId: parent.ExecutionId, name, taskScheduledId };
}

function readPayloads(row: RowReader, executionId: string, rowKey: string): Record<string, PayloadInfo> {
  const payloads: Record<string, PayloadInfo> = {};
  for (const column of eventPayloads) {
    const stored = readStoredText(row, column);
    if (stored === null) continue;
    if (objectPayloads.has(column) && stored.kind === 'inline' && stored.text === 'null') continue;
    payloads[column] = payloadInfo({ kind: 'event', executionId, rowKey, column }, stored);
  }
  return payloads;
}

function rewoundType(reason: string | null): string | null {
  return reason?.startsWith(rewoundPrefix) ? reason.slice(rewoundPrefix.length) : null;
}

/** A rewound event keeps its columns under another type. */
function readMessage(row: RowReader, type: string): HistoryEvent['entityMessage'] {
  const input = readStoredText(row, 'Input');
  if (input?.kind !== 'inline') return null;
  const event = { eventType: type, name: row.text('Name'), instanceId: row.text('InstanceId') };
  return readEntityMessage(event, input.text);
}

function checkColumns(row: RowReader, eventType: string, ordinal: number | null): EventType | null {
  const known = eventTypes.find((type) => type === eventType) ?? null;
  row.require('EventType', 'EventId', '_Timestamp', 'ExecutionId');
  if (known !== null) row.require(...(requiredColumns[known] ?? []));
  if (row.text('NameBlobName') !== null) row.report('Name is too large to be shown: it is kept in a blob.');
  if (ordinal === null) row.report('The row key is not a place in the history.');
  return known;
}

/** One History row; `executionId` is the execution being shown. */
export function toHistoryEvent(raw: RawRow, executionId: string): HistoryEvent {
  const row = new RowReader(raw);
  const rowKey = keyOf(raw, 'RowKey');
  const ordinal = ordinalOf(rowKey);
  const eventType = row.text('EventType') ?? '';
  const known = checkColumns(row, eventType, ordinal);
  const rewound = rewoundType(row.text('Reason'));
  return {
    ordinal,
    rowKey,
    eventType,
    isKnownType: known !== null,
    eventId: row.int('EventId'),
    timestamp: row.instant('_Timestamp'),
    name: row.text('Name'),
    version: row.text('Version'),
    taskScheduledId: row.int('TaskScheduledId'),
    timerId: row.int('TimerId'),
    fireAt: row.instant('FireAt'),
    instanceId: row.text('InstanceId'),
    orchestrationStatus: row.text('OrchestrationStatus'),
    generation: row.int('Generation'),
    scheduledStartAt: row.instant('ScheduledStartTime'),
    parent: readParent(row),
    tags: readTags(row),
    rewoundType: rewound,
    entityMessage: readMessage(row, rewound ?? eventType),
    isLeftover: false,
    payloads: readPayloads(row, executionId, rowKey),
    problems: row.problems,
  };
}
