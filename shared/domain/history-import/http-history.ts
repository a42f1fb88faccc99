import type { HistoryEvent } from '../../contract/history.ts';
import type { InstanceDetail } from '../../contract/instance-detail.ts';
import { toRuntimeStatus } from '../runtime-status.ts';
import { importedInstance } from './imported-instance.ts';
import { ImportError, type ImportedHistory } from './imported-history.ts';
import { PayloadTexts } from './payload-texts.ts';
import { isRecord, RawEvent } from './raw-event.ts';
import { rowKeyOf, toEvent } from './to-event.ts';

/** What scheduled an event that the API tells together with its end. */
const schedulingTypes: Readonly<Record<string, string>> = {
  TaskCompleted: 'TaskScheduled',
  TaskFailed: 'TaskScheduled',
  SubOrchestrationInstanceCompleted: 'SubOrchestrationInstanceCreated',
  SubOrchestrationInstanceFailed: 'SubOrchestrationInstanceCreated',
  TimerFired: 'TimerCreated',
};
const actions: ReadonlySet<string> = new Set([
  ...Object.values(schedulingTypes),
  'EventSent',
  'ExecutionCompleted',
]);

interface Told {
  readonly event: HistoryEvent;
  /** The event that the API left out because this one ends it. */
  readonly scheduling: HistoryEvent | null;
}

function tell(raw: RawEvent, ordinal: number, texts: PayloadTexts): Told {
  const event = toEvent(raw, ordinal, texts);
  const schedulingType = schedulingTypes[event.eventType];
  const scheduledAt = raw.instant('ScheduledTime');
  if (schedulingType === undefined || event.taskScheduledId !== null || event.timerId !== null) {
    return { event: { ...event, eventId: event.eventId ?? -1 }, scheduling: null };
  }
  // The API drops the ids, so that each pair gets one of its own.
  const isTimer = event.eventType === 'TimerFired';
  const { Input: input, ...payloads } = event.payloads;
  return {
    event: {
      ...event,
      eventId: -1,
      payloads,
      ...(isTimer ? { timerId: ordinal } : { taskScheduledId: ordinal }),
    },
    scheduling: {
      ...event,
      eventType: schedulingType,
      eventId: ordinal,
      timestamp: scheduledAt,
      payloads: input === undefined ? {} : { Input: input },
    },
  };
}

/** A time that nobody knows leaves its event where it stands. */
function byTime(told: readonly Told[]): HistoryEvent[] {
  const ordered: HistoryEvent[] = [];
  const waiting = told.flatMap(({ scheduling }) => (scheduling === null ? [] : [scheduling]));
  waiting.sort((a, b) => (a.timestamp ?? '').localeCompare(b.timestamp ?? ''));
  let next = 0;
  for (const { event, scheduling } of told) {
    const until = event.timestamp ?? '';
    for (let one = waiting[next]; one !== undefined; one = waiting[next]) {
      if ((one.timestamp ?? '') > until && one !== scheduling) break;
      ordered.push(one);
      next++;
    }
    ordered.push(event);
  }
  return ordered;
}

function turnEvent(eventType: string, like: HistoryEvent): HistoryEvent {
  return {
    ...like,
    eventType,
    eventId: -1,
    name: null,
    version: null,
    instanceId: null,
    taskScheduledId: null,
    timerId: null,
    fireAt: null,
    orchestrationStatus: null,
    parent: null,
    tags: null,
    entityMessage: null,
    payloads: {},
    problems: [],
  };
}

/** The orchestrator acts only when something reached it: what it did between two arrivals was one turn. */
function withTurns(events: readonly HistoryEvent[]): HistoryEvent[] {
  const all: HistoryEvent[] = [];
  let isActing = true;
  let last: HistoryEvent | null = null;
  for (const event of events) {
    const isAction = actions.has(event.eventType);
    if (!isAction && isActing) {
      if (last !== null) all.push(turnEvent('OrchestratorCompleted', last));
      all.push(turnEvent('OrchestratorStarted', event));
    }
    isActing = isAction;
    all.push(event);
    last = event;
  }
  if (last !== null && isActing) all.push(turnEvent('OrchestratorCompleted', last));
  return all.map((event, ordinal) => ({ ...event, ordinal, rowKey: rowKeyOf(ordinal) }));
}

function rowOf(answer: RawEvent, texts: PayloadTexts): Partial<InstanceDetail> {
  const status = answer.text('RuntimeStatus');
  const customStatus = texts.keepValue('import:CustomStatus', answer.value('CustomStatus'));
  const input = texts.keepValue('import:Input', answer.value('Input'));
  const output = texts.keepValue('import:Output', answer.value('Output'));
  const name = answer.text('Name');
  const createdAt = answer.instant('CreatedTime');
  const lastUpdatedAt = answer.instant('LastUpdatedTime');
  return {
    ...(status !== null && { runtimeStatus: toRuntimeStatus(status) }),
    ...(name !== null && { name }),
    ...(createdAt !== null && { createdAt }),
    ...(lastUpdatedAt !== null && { lastUpdatedAt, rowVersion: lastUpdatedAt }),
    ...(input !== null && { input }),
    ...(output !== null && { output }),
    ...(customStatus !== null && {
      customStatus: texts.byRef.get(customStatus.ref) ?? null,
      customStatusPayload: customStatus,
    }),
  };
}

/** An instance's status with `showHistory=true`: scheduling events are folded into the events that end them. */
export function importHttpHistory(answer: RawEvent): ImportedHistory {
  const list = answer.value('HistoryEvents');
  if (!Array.isArray(list)) {
    throw new ImportError('This status holds no historyEvents: ask for it with showHistory=true.');
  }
  const texts = new PayloadTexts();
  const told = list.map((item: unknown, i) => {
    if (isRecord(item)) return tell(new RawEvent(item), i, texts);
    throw new ImportError(`Event ${i + 1} of ${list.length} is no object.`);
  });
  const events = withTurns(byTime(told));
  const instanceId = answer.text('InstanceId');
  return {
    source: 'functions-http',
    instance: importedInstance(instanceId ?? 'unnamed', null, events, rowOf(answer, texts)),
    executionId: null,
    events,
    payloadTexts: texts.byRef,
    problems: [
      'The Functions HTTP API leaves out when the orchestrator ran and the ids of events: both were concluded from times and order.',
      ...(instanceId === null ? ['The file does not say which instance this is.'] : []),
    ],
  };
}
