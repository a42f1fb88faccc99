import type PQueue from 'p-queue';
import { elapsedMs } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { EarlyMessages } from './early-messages.ts';
import type { HubContext } from './hub-context.ts';
import { InstanceInboxes } from './instance-inboxes.ts';
import { workOnInstance } from './instance-work.ts';
import { dueTime } from './message-sender.ts';
import type { MessageLocks } from './message-locks.ts';
import { startPoller } from './polling.ts';
import { receiveMessages, type QueueMessage } from './queue-message.ts';

/** A message that is due later than this goes back into the queue until then. */
const maxHoldMs = 5000;
/** So many messages may wait in memory before the queue is left alone. */
const maxWaiting = 256;

/** Empties one control queue. */
export interface PartitionPump {
  wake(): void;
  /** Stops receiving, ends what has begun and gives back what has not. */
  stop(): Promise<void>;
}

interface PumpOptions {
  readonly partition: number;
  readonly slots: PQueue;
  readonly locks: MessageLocks;
  /** Called after each turn, which may have sent messages to any queue. */
  readonly onTurn: () => void;
}

export function startPartitionPump(context: HubContext, options: PumpOptions): PartitionPump {
  const { slots, locks, onTurn } = options;
  const queue = context.storage.controlQueue(options.partition);
  let isStopped = false;

  async function work(instanceId: string, batch: readonly QueueMessage[]): Promise<void> {
    try {
      if (isStopped) await Promise.all(batch.map((message) => message.release()));
      else await workOnInstance(context, instanceId, batch);
    } finally {
      for (const message of batch) locks.letGo(message);
      onTurn();
    }
  }

  const inboxes = new InstanceInboxes({
    slots,
    work,
    onError: (instanceId, error) => {
      context.log(`Messages of instance '${instanceId}' could not be given back.`, error);
    },
  });
  const early = new EarlyMessages((message) => {
    inboxes.add(message);
  });

  async function accept(message: QueueMessage): Promise<void> {
    const due = dueTime(message.message);
    const earlyMs = due === null ? 0 : elapsedMs(nowInstant(), due);
    if (earlyMs > maxHoldMs) {
      await message.release(Math.floor(earlyMs / 1000));
      return;
    }
    locks.hold(message);
    if (earlyMs <= 0) inboxes.add(message);
    else early.add(message, earlyMs);
  }

  const poller = startPoller({
    async poll() {
      if (inboxes.waitingCount >= maxWaiting) return false;
      const { visibilitySeconds } = context;
      const { readable } = await receiveMessages(queue, context.blobs, { max: 32, visibilitySeconds });
      for (const message of readable) await accept(message);
      return readable.length > 0;
    },
    onError: (error) => {
      context.log(`Control queue '${queue.name}' could not be read.`, error);
    },
  });

  return {
    wake: () => {
      poller.wake();
    },
    async stop() {
      isStopped = true;
      await poller.stop();
      await early.releaseAll();
      await inboxes.whenEmpty();
      // Whoever has the partition next writes histories that this worker does not see.
      context.history.forgetAll();
    },
  };
}
