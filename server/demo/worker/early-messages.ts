import type { QueueMessage } from './queue-message.ts';

/** Messages that came within the second before they are due. */
export class EarlyMessages {
  readonly #timers = new Map<QueueMessage, NodeJS.Timeout>();

  constructor(private readonly onDue: (message: QueueMessage) => void) {}

  add(message: QueueMessage, earlyMs: number): void {
    const fire = () => {
      this.#timers.delete(message);
      this.onDue(message);
    };
    // One millisecond more: a timer may fire a fraction before its time.
    this.#timers.set(message, setTimeout(fire, Math.ceil(earlyMs) + 1));
  }

  async releaseAll(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    const messages = [...this.#timers.keys()];
    this.#timers.clear();
    await Promise.all(messages.map((message) => message.release()));
  }
}
