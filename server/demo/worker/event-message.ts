import { eventTypes } from '../../../shared/domain/event-types.ts';
import { toInstant, toShortIso } from '../../../shared/domain/instant.ts';
import {
  decodeBody,
  eventJson,
  type EventMembers,
} from '../../providers/azure-storage/format/message-data.ts';
import {
  fieldsOf,
  kindOf,
  objectToJson,
  readFields,
  scalarOf,
  wireNameOf,
  type EventField,
} from './event-fields.ts';
import type { HistoryEvent, InstanceKey } from './history-event.ts';
import { isRecord, numberOf, textOf, type JsonRecord } from './json-record.ts';

/** A message taken from a queue (and from its blob, when it was a large one). */
export interface HubMessage {
  readonly event: HistoryEvent;
  readonly target: InstanceKey;
  readonly sequenceNumber: number;
  /** Which turn of the orchestration scheduled it; absent from clients' messages. */
  readonly episode: number | null;
}

/** What stands in the queue for a message that lies in a blob. */
interface LargeMessageReference {
  readonly blobName: string;
}

/** Members that the engine's serialiser puts before `EventType` because the class declares them first. */
function precedesEventType(event: HistoryEvent, field: EventField): boolean {
  return field === 'instance' || (field === 'data' && event.type === 'GenericEvent');
}

function memberOf(event: HistoryEvent, field: EventField): unknown {
  const kind = kindOf(field);
  if (kind === 'object') return objectToJson(event, field, true);
  const value = scalarOf(event, field);
  return kind === 'instant' && typeof value === 'string' ? toShortIso(value) : value;
}

export function eventMembers(event: HistoryEvent): EventMembers {
  const members: Record<string, unknown> = {};
  const fields = fieldsOf[event.type];
  for (const field of fields.filter((f) => precedesEventType(event, f))) {
    members[wireNameOf(field)] = memberOf(event, field);
  }
  members.EventType = eventTypes.indexOf(event.type);
  for (const field of fields.filter((f) => !precedesEventType(event, f))) {
    members[wireNameOf(field)] = memberOf(event, field);
  }
  return eventJson(members, event.eventId, event.timestamp);
}

function eventFromJson(json: JsonRecord): HistoryEvent {
  const type = eventTypes[numberOf(json, 'EventType') ?? -1];
  const timestamp = toInstant(json.Timestamp);
  if (type === undefined || timestamp === null) {
    throw new TypeError('a message without a known event type and timestamp');
  }
  const fields = readFields({
    text: (name) => textOf(json, name),
    number: (name) => numberOf(json, name),
    instant: (name) => toInstant(json[name]),
    object: (name) => json[name],
  });
  return { ...fields, type, eventId: numberOf(json, 'EventId') ?? -1, isPlayed: false, timestamp };
}

/** Throws when the JSON is not a message that this worker understands. */
export function parseMessage(body: string): HubMessage | LargeMessageReference {
  const json: unknown = JSON.parse(decodeBody(body).json);
  if (!isRecord(json)) throw new TypeError('a message that is no object');
  const blobName = textOf(json, 'CompressedBlobName');
  if (blobName !== null) return { blobName };
  const task = json.TaskMessage;
  if (!isRecord(task) || !isRecord(task.Event) || !isRecord(task.OrchestrationInstance)) {
    throw new TypeError('a message without an event or a target');
  }
  const instanceId = textOf(task.OrchestrationInstance, 'InstanceId');
  if (instanceId === null) throw new TypeError('a message without an instance id');
  return {
    event: eventFromJson(task.Event),
    target: { instanceId, executionId: textOf(task.OrchestrationInstance, 'ExecutionId') },
    sequenceNumber: numberOf(json, 'SequenceNumber') ?? 0,
    episode: numberOf(json, 'Episode'),
  };
}
