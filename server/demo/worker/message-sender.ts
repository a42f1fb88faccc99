import { randomUUID } from 'node:crypto';
import type { Instant } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { partitionOf } from '../../providers/azure-storage/format/control-queue.ts';
import {
  blobUrl,
  isLargeMessage,
  messageBlobName,
} from '../../providers/azure-storage/format/large-payload.ts';
import { largeMessageJson, messageJson } from '../../providers/azure-storage/format/message-data.ts';
import { dueOfEvent, visibilityDelaySeconds } from '../../providers/azure-storage/format/visibility-delay.ts';
import { tagsToJson } from './event-fields.ts';
import { eventMembers } from './event-message.ts';
import type { HistoryEvent, InstanceKey, Tags } from './history-event.ts';
import type { HubStorage } from './hub-storage.ts';
import type { PayloadBlobs } from './payload-blobs.ts';

export interface OutgoingMessage {
  readonly event: HistoryEvent;
  readonly target: InstanceKey;
  /** The orchestration's tags travel with activities and children; absent from every other message. */
  readonly executionTags?: Tags;
}

/** Who sends: an instance in one of its turns, or a client. */
export interface Sender {
  readonly instance: InstanceKey;
  readonly episode: number | null;
}
export const clientSender: Sender = { instance: { instanceId: '', executionId: '' }, episode: null };

interface SentMessage {
  /** URL of the blob that holds the message; `null` when it went into the queue itself. */
  readonly blobUrl: string | null;
  /** `null` = the work-item queue. */
  readonly partition: number | null;
}

export interface MessageSender {
  send(message: OutgoingMessage, sender: Sender): Promise<SentMessage>;
}

/** When a message is meant to be handled; `null` = at once. */
export function dueTime({ event, target }: { event: HistoryEvent; target: InstanceKey }): Instant | null {
  switch (event.type) {
    case 'TimerFired':
      return event.fireAt ?? null;
    case 'ExecutionStarted':
      return event.scheduledStartTime ?? null;
    case 'EventRaised':
      return dueOfEvent(event.name ?? '', target.instanceId);
    default:
      return null;
  }
}

function envelopeJson(message: OutgoingMessage, sender: Sender, ids: { activity: string; sequence: number }) {
  const wire = (instance: InstanceKey) => ({
    InstanceId: instance.instanceId,
    ExecutionId: instance.executionId,
  });
  return messageJson({
    activityId: ids.activity,
    event: eventMembers(message.event),
    target: wire(message.target),
    sequenceNumber: ids.sequence,
    sender: wire(sender.instance),
    ...(sender.episode === null ? {} : { episode: sender.episode }),
    ...(message.executionTags === undefined
      ? {}
      : {
          executionContext: {
            $type: 'DurableTask.Core.OrchestrationExecutionContext',
            OrchestrationTags: tagsToJson(message.executionTags, true),
          },
        }),
  });
}

export function createMessageSender(
  storage: HubStorage,
  blobs: PayloadBlobs,
  partitionCount: number,
): MessageSender {
  let sequence = 0;
  return {
    async send(message, sender) {
      const activity = randomUUID();
      let text = envelopeJson(message, sender, { activity, sequence: sequence++ });
      let url: string | null = null;
      if (isLargeMessage(text)) {
        const name = messageBlobName(message.target.instanceId, activity, message.event.type);
        await blobs.write(name, text);
        url = blobUrl(blobs.containerUrl, name);
        text = largeMessageJson(name);
      }
      const isActivity = message.event.type === 'TaskScheduled';
      const partition = isActivity ? null : partitionOf(message.target.instanceId, partitionCount);
      const queue = partition === null ? storage.workItems : storage.controlQueue(partition);
      await queue.sendMessage(text, {
        messageTimeToLive: -1,
        visibilityTimeout: visibilityDelaySeconds(dueTime(message), nowInstant()),
      });
      return { blobUrl: url, partition };
    },
  };
}
