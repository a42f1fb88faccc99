import type PQueue from 'p-queue';
import type { QueueMessage } from './queue-message.ts';

interface Inbox {
  waiting: QueueMessage[];
  isWorking: boolean;
}

interface InboxOptions {
  /** Bounds the work of all partitions together. */
  readonly slots: PQueue;
  readonly work: (instanceId: string, batch: readonly QueueMessage[]) => Promise<void>;
  readonly onError: (instanceId: string, error: unknown) => void;
}

/** Messages of one instance are worked on together, in one place at a time. */
export class InstanceInboxes {
  readonly #inboxes = new Map<string, Inbox>();
  readonly #running = new Set<Promise<void>>();
  #waitingCount = 0;

  constructor(private readonly options: InboxOptions) {}

  get waitingCount(): number {
    return this.#waitingCount;
  }

  add(message: QueueMessage): void {
    const { instanceId } = message.message.target;
    const inbox = this.#inboxes.get(instanceId) ?? { waiting: [], isWorking: false };
    this.#inboxes.set(instanceId, inbox);
    inbox.waiting.push(message);
    this.#waitingCount += 1;
    this.#schedule(instanceId, inbox);
  }

  async whenEmpty(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #schedule(instanceId: string, inbox: Inbox): void {
    if (inbox.isWorking) return;
    inbox.isWorking = true;
    const { slots, onError } = this.options;
    const running = slots
      .add(() => this.#workOff(instanceId, inbox))
      .catch((error: unknown) => {
        onError(instanceId, error);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #workOff(instanceId: string, inbox: Inbox): Promise<void> {
    const batch = inbox.waiting.splice(0);
    this.#waitingCount -= batch.length;
    try {
      await this.options.work(instanceId, batch);
    } finally {
      inbox.isWorking = false;
      if (inbox.waiting.length > 0) this.#schedule(instanceId, inbox);
      else this.#inboxes.delete(instanceId);
    }
  }
}
