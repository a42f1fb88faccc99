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
import type { HubStorage } from './hub-storage.ts';
import { readPartitions } from './partition-count.ts';
import { sendError } from './storage-errors.ts';

const sendTimeoutMs = 10_000;
const uploadTimeoutMs = 60_000;
const neverExpires = -1;
/** No action of an orchestrator caused it. */
const noEventId = -1;

export interface ClientMessage {
  readonly instanceId: string;
  readonly eventType: EventType;
  /** Members between `EventType` and those every event ends with, in wire order. */
  readonly members: EventMembers;
}

export interface SentMessage {
  readonly queue: string;
  readonly sentAt: Instant;
}

/** A message in the wrong queue would be taken by another worker at the same time, so the count must be certain. */
async function controlQueueOf(storage: HubStorage, instanceId: string): Promise<string> {
  const { count, isCertain, problem } = (await readPartitions(storage)).decision;
  if (count === null || !isCertain) {
    throw new AppError(
      'conflict',
      `${String(problem)} Nothing was sent. Set the partition count of this connection to say which is right.`,
    );
  }
  return controlQueueName(storage.hub, partitionOf(instanceId, count));
}

async function uploadMessage(storage: HubStorage, blobName: string, json: string): Promise<void> {
  const content = await compressText(json);
  await storage.call(
    `container ${storage.names.largeMessagesContainer}`,
    async (abortSignal) => {
      // As the engine does: the container comes with the first large payload.
      await storage.largeMessages.createIfNotExists({ abortSignal });
      await storage.largeMessages.getBlockBlobClient(blobName).uploadData(content, { abortSignal });
    },
    { timeoutMs: uploadTimeoutMs },
  );
}

function envelope(storage: HubStorage, message: ClientMessage, activityId: string, sentAt: Instant): string {
  const members = { EventType: eventTypes.indexOf(message.eventType), ...message.members };
  return messageJson({
    activityId,
    event: eventJson(members, noEventId, sentAt),
    target: { InstanceId: message.instanceId, ExecutionId: null },
    sequenceNumber: storage.nextSequenceNumber(),
    sender: { InstanceId: '', ExecutionId: '' },
  });
}

/** Puts one message into the control queue of its instance. Creates no queue, and never sends twice. */
export async function sendMessage(storage: HubStorage, message: ClientMessage): Promise<SentMessage> {
  const queue = await controlQueueOf(storage, message.instanceId);
  const client = storage.clients.sendingQueues.getQueueClient(queue);
  const sentAt = storage.clock();
  const activityId = randomUUID();
  let json = envelope(storage, message, activityId, sentAt);
  if (isLargeMessage(json)) {
    await storage.call(`queue ${queue}`, (abortSignal) => client.getProperties({ abortSignal }));
    const blobName = messageBlobName(message.instanceId, activityId, message.eventType);
    await uploadMessage(storage, blobName, json);
    json = largeMessageJson(blobName);
  }
  const text = encodeBody(json);
  await storage.call(
    `queue ${queue}`,
    (abortSignal) => client.sendMessage(text, { messageTimeToLive: neverExpires, abortSignal }),
    { timeoutMs: sendTimeoutMs, translate: sendError },
  );
  return { queue, sentAt };
}
