import { eventTypes, type EventType } from '../../../shared/domain/event-types.ts';
import { randomUUID } from 'node:crypto';
import type { Instant } from '../../../shared/domain/instant.ts';
import { AppError } from '../../errors.ts';
import { partitionOf } from './format/control-queue.ts';
import { compressText, isLargeMessage, messageBlobName } from './format/large-payload.ts';
import {
  encodeBody,
  eventJson,
  largeMessageJson,
  messageJson,
  type EventMembers,
} from './format/message-data.ts';
import { controlQueueName } from './format/resource-names.ts';
import { visibilityDelaySeconds } from './format/visibility-delay.ts';
import type { HubStorage } from './hub-storage.ts';
import { readPartitions } from './partition-count.ts';
import { sendError } from './storage-errors.ts';
import { isInside, ownBlob } from './own-blob.ts';

const sendTimeoutMs = 10_000;
const uploadTimeoutMs = 60_000;
const neverExpires = -1;
/** No action of an orchestrator caused it. */
const noEventId = -1;

export interface ClientMessage {
  readonly instanceId: string;
  /** `null` or left out = whichever is current. */
  readonly executionId?: string | null;
  readonly eventType: EventType;
  /** Members that the engine's serialiser puts before `EventType`. */
  readonly membersBefore?: EventMembers;
  /** Members between `EventType` and those every event ends with, in wire order. */
  readonly members: EventMembers;
  /** Until when the queue hides it. */
  readonly due?: Instant | null;
}

/** A message that only needs to be put into its queue; its large text is in a blob already. */
export interface PreparedMessage {
  readonly queue: string;
  /** Of the event inside. */
  readonly sentAt: Instant;
  readonly text: string;
  readonly due: Instant | null;
  /** Of the blob that holds the message; `null` when it goes into the queue itself. */
  readonly blobName: string | null;
}

/** What takes a hidden message out of its queue again. */
export interface DeliveredMessage {
  readonly queue: string;
  readonly messageId: string;
  readonly popReceipt: string;
}

/** A message in the wrong queue would be taken by another worker at the same time, so the count must be certain. */
export async function certainPartitionCount(storage: HubStorage): Promise<number> {
  const { count, isCertain, problem } = (await readPartitions(storage)).decision;
  if (count !== null && isCertain) return count;
  throw new AppError(
    'conflict',
    `${String(problem)} Nothing was sent. Set the partition count of this connection to say which is right.`,
  );
}

/** Into the container of large messages. */
export async function uploadText(storage: HubStorage, blobName: string, text: string): Promise<void> {
  if (!isInside(storage.largeMessages, blobName)) {
    const message = `The id would put a large payload outside of the task hub's container: ${blobName}. Nothing was sent.`;
    throw new AppError('invalid-request', message);
  }
  const content = await compressText(text);
  await storage.call(
    `container ${storage.names.largeMessagesContainer}`,
    async (abortSignal) => {
      // As the engine does: the container comes with the first large payload.
      await storage.largeMessages.createIfNotExists({ abortSignal });
      await ownBlob(storage.largeMessages, blobName).uploadData(content, { abortSignal });
    },
    { timeoutMs: uploadTimeoutMs },
  );
}

function envelope(storage: HubStorage, message: ClientMessage, activityId: string, sentAt: Instant): string {
  const { instanceId, executionId = null, eventType, membersBefore, members } = message;
  const ordered = { ...membersBefore, EventType: eventTypes.indexOf(eventType), ...members };
  return messageJson({
    activityId,
    event: eventJson(ordered, noEventId, sentAt),
    target: { InstanceId: instanceId, ExecutionId: executionId },
    sequenceNumber: storage.nextSequenceNumber(),
    sender: { InstanceId: '', ExecutionId: '' },
  });
}

/** What several messages of one command have in common. */
export interface MessageSetting {
  readonly sentAt?: Instant;
  /** From `certainPartitionCount`. */
  readonly partitionCount?: number;
}

/** Nothing is in a queue after it; only the blob of a large message is written. Creates no queue. */
export async function prepareMessage(
  storage: HubStorage,
  message: ClientMessage,
  setting: MessageSetting = {},
): Promise<PreparedMessage> {
  const partitionCount = setting.partitionCount ?? (await certainPartitionCount(storage));
  const queue = controlQueueName(storage.hub, partitionOf(message.instanceId, partitionCount));
  const sentAt = setting.sentAt ?? storage.clock();
  const activityId = randomUUID();
  const json = envelope(storage, message, activityId, sentAt);
  const prepared = { queue, sentAt, due: message.due ?? null };
  if (!isLargeMessage(json)) return { ...prepared, text: encodeBody(json), blobName: null };
  const client = storage.clients.sendingQueues.getQueueClient(queue);
  await storage.call(`queue ${queue}`, (abortSignal) => client.getProperties({ abortSignal }));
  const blobName = messageBlobName(message.instanceId, activityId, message.eventType);
  await uploadText(storage, blobName, json);
  return { ...prepared, text: encodeBody(largeMessageJson(blobName)), blobName };
}

/** Puts a message into its queue, never twice. `details` go with a failure that leaves open whether it is there. */
export async function deliverMessage(
  storage: HubStorage,
  { queue, text, due }: PreparedMessage,
  details: unknown,
): Promise<DeliveredMessage> {
  const client = storage.clients.sendingQueues.getQueueClient(queue);
  const { messageId, popReceipt } = await storage.call(
    `queue ${queue}`,
    (abortSignal) =>
      client.sendMessage(text, {
        messageTimeToLive: neverExpires,
        visibilityTimeout: visibilityDelaySeconds(due, storage.clock()),
        abortSignal,
      }),
    {
      timeoutMs: sendTimeoutMs,
      translate: (error, subject) => sendError(error, { ...subject, details }),
    },
  );
  return { queue, messageId, popReceipt };
}
