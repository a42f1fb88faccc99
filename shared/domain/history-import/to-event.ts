import type { HistoryEvent } from '../../contract/history.ts';
import type { PayloadInfo } from '../../contract/payloads.ts';
import { readEntityMessage } from '../entity-message.ts';
import { eventTypes } from '../event-types.ts';
import { runtimeStatuses } from '../runtime-status.ts';
import type { PayloadTexts } from './payload-texts.ts';
import { nameOf, type RawEvent } from './raw-event.ts';

const payloadColumns = ['Input', 'Result', 'Reason', 'Details', 'FailureDetails', 'Data'] as const;
const rewoundPrefix = 'Rewound: ';
const knownTypes: ReadonlySet<string> = new Set(eventTypes);

export function rowKeyOf(ordinal: number): string {
  return ordinal.toString(16).toUpperCase().padStart(16, '0');
}

function parentOf(raw: RawEvent): HistoryEvent['parent'] {
  const parent = raw.record('ParentInstance');
  const instance = parent?.record('OrchestrationInstance') ?? null;
  const instanceId = instance?.text('InstanceId') ?? null;
  if (parent === null || instance === null || instanceId === null) return null;
  return {
    instanceId,
    executionId: instance.text('ExecutionId'),
    name: parent.text('Name'),
    taskScheduledId: parent.int('TaskScheduleId'),
  };
}

function payloadsOf(raw: RawEvent, rowKey: string, texts: PayloadTexts): Record<string, PayloadInfo> {
  const payloads: Record<string, PayloadInfo> = {};
  for (const column of payloadColumns) {
    const info = texts.keepValue(`import:${rowKey}:${column}`, raw.value(column));
    if (info !== null) payloads[column] = info;
  }
  return payloads;
}

function rewoundTypeOf(raw: RawEvent): string | null {
  const reason = raw.value('Reason');
  return typeof reason === 'string' && reason.startsWith(rewoundPrefix)
    ? reason.slice(rewoundPrefix.length)
    : null;
}

/** One event as Durable Task Core serialises it, or as the Functions HTTP API retells it. */
export function toEvent(raw: RawEvent, ordinal: number, texts: PayloadTexts): HistoryEvent {
  const rowKey = rowKeyOf(ordinal);
  const eventType = nameOf(eventTypes, raw.value('EventType')) ?? '';
  const isKnownType = knownTypes.has(eventType);
  const name = raw.text('Name') ?? raw.text('FunctionName');
  const instanceId = raw.text('InstanceId');
  const input = raw.value('Input');
  const message = readEntityMessage(
    { eventType, name, instanceId },
    typeof input === 'string' ? input : null,
  );
  const fields = {
    eventId: raw.int('EventId'),
    timestamp: raw.instant('Timestamp') ?? raw.instant('_Timestamp'),
    version: raw.text('Version'),
    taskScheduledId: raw.int('TaskScheduledId'),
    timerId: raw.int('TimerId'),
    fireAt: raw.instant('FireAt'),
    orchestrationStatus: nameOf(runtimeStatuses, raw.value('OrchestrationStatus')),
    generation: raw.int('Generation'),
    scheduledStartAt: raw.instant('ScheduledStartTime'),
    parent: parentOf(raw),
    tags: raw.texts('Tags'),
  };
  return {
    ...fields,
    ordinal,
    rowKey,
    eventType,
    isKnownType,
    name,
    instanceId,
    rewoundType: rewoundTypeOf(raw),
    entityMessage: message,
    isLeftover: false,
    payloads: payloadsOf(raw, rowKey, texts),
    problems: isKnownType ? raw.problems : [...raw.problems, 'The type of this event is not known.'],
  };
}
