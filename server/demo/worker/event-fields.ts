import type { Instant } from '../../../shared/domain/instant.ts';
import type { EventType } from '../../../shared/domain/event-types.ts';
import { failureFromJson, failureToJson } from './failure-details.ts';
import type { EventFields, HistoryEvent, InstanceKey, ParentInstance, Tags } from './history-event.ts';
import { isRecord, numberOf, tagsOf, textOf } from './json-record.ts';

/** Members that are always written the same way: this worker traces nothing. */
type ConstantField = 'parentTraceContext' | 'generateNewTrace';
export type EventField = keyof EventFields | ConstantField;

const failed: readonly EventField[] = ['taskScheduledId', 'reason', 'details', 'failureDetails'];

/** The members of each event type in the order in which the engine writes them. */
export const fieldsOf: Readonly<Record<EventType, readonly EventField[]>> = {
  ExecutionStarted: [
    'parentInstance',
    'name',
    'version',
    'input',
    'tags',
    'correlation',
    'parentTraceContext',
    'scheduledStartTime',
    'generation',
    'generateNewTrace',
    'instance',
  ],
  ExecutionCompleted: ['orchestrationStatus', 'result', 'failureDetails'],
  ExecutionFailed: [],
  ExecutionTerminated: ['input'],
  TaskScheduled: ['name', 'version', 'input', 'parentTraceContext', 'tags'],
  TaskCompleted: ['taskScheduledId', 'result'],
  TaskFailed: failed,
  SubOrchestrationInstanceCreated: ['name', 'version', 'instanceId', 'input', 'tags'],
  SubOrchestrationInstanceCompleted: ['taskScheduledId', 'result'],
  SubOrchestrationInstanceFailed: failed,
  TimerCreated: ['fireAt'],
  TimerFired: ['timerId', 'fireAt'],
  OrchestratorStarted: [],
  OrchestratorCompleted: [],
  EventSent: ['instanceId', 'name', 'input'],
  EventRaised: ['name', 'input', 'parentTraceContext'],
  ContinueAsNew: ['orchestrationStatus', 'result'],
  GenericEvent: ['data'],
  HistoryState: [],
  ExecutionSuspended: ['reason'],
  ExecutionResumed: ['reason'],
  ExecutionRewound: ['reason', 'instanceId'],
};

const textFields: ReadonlySet<EventField> = new Set<EventField>([
  'name',
  'version',
  'input',
  'result',
  'reason',
  'details',
  'data',
  'instanceId',
  'correlation',
]);
const instantFields: ReadonlySet<EventField> = new Set<EventField>(['fireAt', 'scheduledStartTime']);
const objectFields: ReadonlySet<EventField> = new Set<EventField>([
  'parentInstance',
  'instance',
  'tags',
  'failureDetails',
  'parentTraceContext',
]);

type FieldKind = 'text' | 'instant' | 'object' | 'plain';

export function kindOf(field: EventField): FieldKind {
  if (textFields.has(field)) return 'text';
  if (instantFields.has(field)) return 'instant';
  return objectFields.has(field) ? 'object' : 'plain';
}

/** Column of the History table and member of message JSON alike. */
export function wireNameOf(field: EventField): string {
  return field === 'instance' ? 'OrchestrationInstance' : field.charAt(0).toUpperCase() + field.slice(1);
}

function typeMember(name: string, typed: boolean): object {
  return typed ? { $type: `DurableTask.Core.${name}` } : {};
}

function instanceToJson(instance: InstanceKey, typed: boolean): object {
  return {
    ...typeMember('OrchestrationInstance', typed),
    InstanceId: instance.instanceId,
    ExecutionId: instance.executionId,
  };
}

const dictionaryType =
  'System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib],[System.String, System.Private.CoreLib]]';

export function tagsToJson(tags: Tags, typed: boolean): object {
  return { ...(typed ? { $type: dictionaryType } : {}), ...tags };
}

function parentToJson(parent: ParentInstance, typed: boolean): object {
  return {
    ...typeMember('ParentInstance', typed),
    Name: parent.name,
    OrchestrationInstance: instanceToJson(parent.instance, typed),
    TaskScheduleId: parent.taskScheduledId,
    Version: parent.version,
  };
}

/** The JSON value of an object member; `typed` as in messages, untyped as in History rows. */
export function objectToJson(event: HistoryEvent, field: EventField, typed: boolean): unknown {
  switch (field) {
    case 'parentInstance':
      return event.parentInstance ? parentToJson(event.parentInstance, typed) : null;
    case 'instance':
      return event.instance ? instanceToJson(event.instance, typed) : null;
    case 'tags':
      return event.tags ? tagsToJson(event.tags, typed) : null;
    case 'failureDetails':
      return failureToJson(event.failureDetails ?? null, typed);
    default:
      return null;
  }
}

export function scalarOf(event: HistoryEvent, field: EventField): string | number | boolean | null {
  if (field === 'generateNewTrace') return false;
  if (field === 'parentTraceContext') return null;
  const value = event[field] ?? null;
  return typeof value === 'object' ? null : value;
}

/** Where the members of a stored event come from: a table row or message JSON. */
export interface FieldReader {
  text(name: string): string | null;
  number(name: string): number | null;
  instant(name: string): Instant | null;
  object(name: string): unknown;
}

function instanceFromJson(json: unknown): InstanceKey | null {
  const instanceId = isRecord(json) ? textOf(json, 'InstanceId') : null;
  return instanceId === null || !isRecord(json)
    ? null
    : { instanceId, executionId: textOf(json, 'ExecutionId') };
}

function parentFromJson(json: unknown): ParentInstance | null {
  if (!isRecord(json)) return null;
  const instance = instanceFromJson(json.OrchestrationInstance);
  if (instance === null) return null;
  return {
    name: textOf(json, 'Name') ?? '',
    version: textOf(json, 'Version'),
    instance,
    taskScheduledId: numberOf(json, 'TaskScheduleId') ?? 0,
  };
}

export function readFields(reader: FieldReader): EventFields {
  return {
    name: reader.text('Name'),
    version: reader.text('Version'),
    input: reader.text('Input'),
    result: reader.text('Result'),
    reason: reader.text('Reason'),
    details: reader.text('Details'),
    data: reader.text('Data'),
    instanceId: reader.text('InstanceId'),
    correlation: reader.text('Correlation'),
    orchestrationStatus: reader.text('OrchestrationStatus'),
    taskScheduledId: reader.number('TaskScheduledId'),
    timerId: reader.number('TimerId'),
    generation: reader.number('Generation'),
    fireAt: reader.instant('FireAt'),
    scheduledStartTime: reader.instant('ScheduledStartTime'),
    parentInstance: parentFromJson(reader.object('ParentInstance')),
    instance: instanceFromJson(reader.object('OrchestrationInstance')),
    tags: tagsOf(reader.object('Tags')),
    failureDetails: failureFromJson(reader.object('FailureDetails')),
  };
}
