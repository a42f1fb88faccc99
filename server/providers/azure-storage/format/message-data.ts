import { eventTypes } from '../../../../shared/domain/event-types.ts';
import { toShortIso, type Instant } from '../../../../shared/domain/instant.ts';

/** Members of an event between its `$type` and the three members every event ends with. Order is the wire order. */
export type EventMembers = Readonly<Record<string, unknown>>;

interface OrchestrationInstance {
  readonly InstanceId: string;
  /** `null` in management messages: they mean whichever execution is current. `""` would lose the message. */
  readonly ExecutionId: string | null;
}

export interface MessageEnvelope {
  /** GUID with dashes. */
  readonly activityId: string;
  readonly event: EventMembers;
  readonly target: OrchestrationInstance;
  /** Rises within a process: the tie-break for messages inserted in the same second. */
  readonly sequenceNumber: number;
  readonly sender: OrchestrationInstance;
  /** Which turn of the sender produced it; workers only. */
  readonly episode?: number;
  /** `null` from clients; workers send the orchestration's tags along. */
  readonly executionContext?: unknown;
}

export function orchestrationInstanceJson(instance: OrchestrationInstance): EventMembers {
  return { $type: 'DurableTask.Core.OrchestrationInstance', ...instance };
}

/** An event object in wire order: `$type` must come first or the engine cannot tell the class. */
export function eventJson(members: EventMembers, eventId: number, timestamp: Instant): EventMembers {
  const number = members.EventType;
  const name = typeof number === 'number' ? eventTypes[number] : undefined;
  if (name === undefined) throw new TypeError(`no event type has the number ${String(number)}`);
  return {
    // Of all classes only that of the type GenericEvent is called as its type.
    $type: `DurableTask.Core.History.${name === 'GenericEvent' ? name : `${name}Event`}`,
    ...members,
    EventId: eventId,
    IsPlayed: false,
    Timestamp: toShortIso(timestamp),
  };
}

/** The JSON text of a queue message (`MessageData`), member by member in the engine's order. */
export function messageJson(envelope: MessageEnvelope): string {
  return JSON.stringify({
    $type: 'DurableTask.AzureStorage.MessageData',
    ActivityId: envelope.activityId,
    TaskMessage: {
      $type: 'DurableTask.Core.TaskMessage',
      Event: envelope.event,
      SequenceNumber: 0,
      OrchestrationInstance: orchestrationInstanceJson(envelope.target),
      OrchestrationExecutionContext: envelope.executionContext ?? null,
    },
    CompressedBlobName: null,
    SequenceNumber: envelope.sequenceNumber,
    ...(envelope.episode === undefined ? {} : { Episode: envelope.episode }),
    Sender: envelope.sender,
    SerializableTraceContext: null,
  });
}

/** The small message that stands in the queue for one whose JSON lies in a blob. */
export function largeMessageJson(blobName: string): string {
  return JSON.stringify({
    $type: 'DurableTask.AzureStorage.MessageData',
    ActivityId: '00000000-0000-0000-0000-000000000000',
    TaskMessage: null,
    CompressedBlobName: blobName,
    SequenceNumber: 0,
    Sender: null,
    SerializableTraceContext: null,
  });
}

export interface DecodedBody {
  readonly encoding: 'utf8' | 'base64';
  readonly json: string;
}

/** Queue text as workers accept it: JSON as it is, anything else as Base64 of UTF-8 JSON. */
export function decodeBody(text: string): DecodedBody {
  if (text.trimStart().startsWith('{')) return { encoding: 'utf8', json: text };
  return { encoding: 'base64', json: Buffer.from(text, 'base64').toString('utf8') };
}

/** Base64 is what every engine version reads, and it cannot contain characters XML forbids. */
export function encodeBody(json: string): string {
  return Buffer.from(json, 'utf8').toString('base64');
}
