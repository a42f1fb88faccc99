import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { parseMessage, type HubMessage } from './event-message.ts';
import type { PayloadBlobs } from './payload-blobs.ts';
import { storageStatus } from './storage-failure.ts';

const maxBackoffSeconds = 600;

/** A message this worker has taken from a queue and hides from others until it is done with it. */
export interface QueueMessage {
  readonly message: HubMessage;
  readonly insertedAt: number;
  readonly dequeueCount: number;
  delete(): Promise<void>;
  /** Back into the queue, later each time. */
  abandon(): Promise<void>;
  /** Back into the queue, at once or after so many seconds: nothing is wrong with it. */
  release(afterSeconds?: number): Promise<void>;
  renew(): Promise<void>;
}

function backoffSeconds(dequeueCount: number): number {
  return Math.min(2 ** dequeueCount, maxBackoffSeconds);
}

interface Receipt {
  readonly queue: QueueClient;
  readonly id: string;
  popReceipt: string;
}

/** A message that is gone, or in other hands by now, needs no more handling. */
async function ignoreLost(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const status = storageStatus(error);
    if (status !== 404 && status !== 400) throw error;
  }
}

async function hideFor(receipt: Receipt, seconds: number): Promise<void> {
  const { queue, id, popReceipt } = receipt;
  const update = queue.updateMessage(id, popReceipt, undefined, seconds).then((answer) => {
    receipt.popReceipt = answer.popReceipt ?? receipt.popReceipt;
  });
  await ignoreLost(update);
}

async function parse(text: string, blobs: PayloadBlobs): Promise<HubMessage> {
  const parsed = parseMessage(text);
  if (!('blobName' in parsed)) return parsed;
  const inner = parseMessage(await blobs.read(parsed.blobName));
  if ('blobName' in inner) throw new TypeError('a message blob that refers to another blob');
  return inner;
}

interface Received {
  readonly readable: QueueMessage[];
  /** Messages this worker cannot make sense of: put back, later each time. */
  readonly unreadable: number;
}

/** Takes up to 32 messages and hides them for `visibilitySeconds`. */
export async function receiveMessages(
  queue: QueueClient,
  blobs: PayloadBlobs,
  options: { max: number; visibilitySeconds: number },
): Promise<Received> {
  const { receivedMessageItems } = await queue.receiveMessages({
    numberOfMessages: Math.min(options.max, 32),
    visibilityTimeout: options.visibilitySeconds,
  });
  const readable: QueueMessage[] = [];
  for (const item of receivedMessageItems) {
    const message = await open(item, { queue, blobs, visibilitySeconds: options.visibilitySeconds });
    if (message !== null) readable.push(message);
  }
  return { readable, unreadable: receivedMessageItems.length - readable.length };
}

async function open(
  item: DequeuedMessageItem,
  context: { queue: QueueClient; blobs: PayloadBlobs; visibilitySeconds: number },
): Promise<QueueMessage | null> {
  const receipt: Receipt = { queue: context.queue, id: item.messageId, popReceipt: item.popReceipt };
  const abandon = () => hideFor(receipt, backoffSeconds(item.dequeueCount));
  try {
    return {
      message: await parse(item.messageText, context.blobs),
      insertedAt: item.insertedOn.getTime(),
      dequeueCount: item.dequeueCount,
      delete: () => ignoreLost(context.queue.deleteMessage(receipt.id, receipt.popReceipt)),
      abandon,
      release: (afterSeconds = 0) => hideFor(receipt, afterSeconds),
      renew: () => hideFor(receipt, context.visibilitySeconds),
    };
  } catch {
    // Undecodable, or its blob is gone: nothing this worker can do, but another version might.
    await abandon();
    return null;
  }
}

/** Order of sending: by the second, then by the sender's counter. */
export function bySendingOrder(a: QueueMessage, b: QueueMessage): number {
  return a.insertedAt - b.insertedAt || a.message.sequenceNumber - b.message.sequenceNumber;
}
