import { z } from 'zod';
import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import { toInstant, toInstantOfAnyZone } from '../../../shared/domain/instant.ts';
import { eventTypes } from '../../../shared/domain/event-types.ts';
import { decodeBody } from './format/message-data.ts';
import { dueOfEvent } from './format/visibility-delay.ts';

const optionalText = z.string().nullable().default(null);

const messageData = z.object({
  TaskMessage: z
    .object({
      Event: z.object({
        EventType: z.unknown().optional(),
        Name: z.unknown().optional(),
        Timestamp: z.unknown().optional(),
        FireAt: z.unknown().optional(),
        ScheduledStartTime: z.unknown().optional(),
      }),
      OrchestrationInstance: z.object({ InstanceId: optionalText, ExecutionId: optionalText }),
    })
    .nullable()
    .default(null),
  CompressedBlobName: optionalText,
});
type MessageData = z.output<typeof messageData>;

/** What a body tells about its message. */
type MessageFacts = Pick<
  QueuedMessage,
  'eventType' | 'instanceId' | 'executionId' | 'name' | 'eventAt' | 'dueAt' | 'blobName' | 'problems'
>;

function noFacts(...problems: string[]): MessageFacts {
  const unknown = {
    eventType: null,
    instanceId: null,
    executionId: null,
    name: null,
    eventAt: null,
    dueAt: null,
  };
  return { ...unknown, blobName: null, problems };
}

/** The blob of a large message is named after its instance and event type, so it need not be opened. */
function factsFromBlobName(blobName: string): MessageFacts {
  const parts = /^(.+)\/message-[0-9a-f]{32}-(\w+)\.json\.gz$/s.exec(blobName);
  const [, instanceId = null, eventType = null] = parts ?? [];
  const problems = parts === null ? [`The blob name ${blobName} does not say what the message is.`] : [];
  return { ...noFacts(...problems), instanceId, eventType, blobName };
}

type EngineMessage = NonNullable<MessageData['TaskMessage']>;

function dueOf({ Event: event, OrchestrationInstance: target }: EngineMessage, eventType?: string) {
  if (eventType === 'TimerFired') return toInstantOfAnyZone(event.FireAt);
  if (eventType === 'ExecutionStarted') return toInstantOfAnyZone(event.ScheduledStartTime);
  if (eventType !== 'EventRaised' || typeof event.Name !== 'string') return null;
  return dueOfEvent(event.Name, target.InstanceId ?? '');
}

function factsFromMessage({ TaskMessage: message, CompressedBlobName: blobName }: MessageData): MessageFacts {
  if (blobName !== null) return factsFromBlobName(blobName);
  if (message === null) return noFacts('The message has no content.');
  const { EventType, Name, Timestamp } = message.Event;
  const eventType = typeof EventType === 'number' ? eventTypes[EventType] : undefined;
  const problems =
    eventType === undefined ? [`The event type ${JSON.stringify(EventType)} is not one the engine has.`] : [];
  return {
    ...noFacts(...problems),
    eventType: eventType ?? null,
    instanceId: message.OrchestrationInstance.InstanceId,
    executionId: message.OrchestrationInstance.ExecutionId,
    name: typeof Name === 'string' ? Name : null,
    eventAt: toInstantOfAnyZone(Timestamp),
    dueAt: dueOf(message, eventType),
  };
}

function readFacts(json: string): MessageFacts {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return noFacts('The message is neither JSON nor Base64 of JSON.');
  }
  const parsed = messageData.safeParse(value);
  return parsed.success ? factsFromMessage(parsed.data) : noFacts('The message is none of the engine’s.');
}

export interface PeekedMessage {
  readonly messageId: string;
  readonly messageText: string;
  readonly insertedOn: Date;
  readonly dequeueCount: number;
}

export function toQueuedMessage(peeked: PeekedMessage): QueuedMessage {
  const { encoding, json } = decodeBody(peeked.messageText);
  return {
    messageId: peeked.messageId,
    insertedAt: toInstant(peeked.insertedOn.toISOString()),
    dequeueCount: peeked.dequeueCount,
    encoding,
    sizeBytes: Buffer.byteLength(peeked.messageText),
    ...readFacts(json),
  };
}
