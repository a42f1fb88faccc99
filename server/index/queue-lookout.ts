import type { TaskHub } from '../task-hub/task-hub.ts';
import type { Clock } from './clock.ts';

const lookEveryMs = 5_000;
/** Queues of a hub come and go with its partition count, which hardly ever changes. */
const queuesKnownForMs = 300_000;

interface QueueLookoutOptions {
  readonly hub: TaskHub;
  readonly clock: Clock;
  /** Peeking costs a request for each partition: worth it only while somebody watches a hub that is slow to follow. */
  readonly isWorthIt: () => boolean;
  readonly onInstances: (instanceIds: readonly string[]) => void;
}

/** Peeks at the control queues: instances with messages are about to change. */
export class QueueLookout {
  private cancelWait: (() => void) | null = null;
  private running: Promise<void> | null = null;
  private queues: readonly string[] = [];
  private queuesReadAtMs = -Infinity;
  private isClosed = false;

  constructor(private readonly options: QueueLookoutOptions) {}

  /** Looks again and again, from a while from now on, for as long as it is worth it. */
  start(): void {
    if (this.isClosed || this.cancelWait || this.running || !this.options.isWorthIt()) return;
    this.cancelWait = this.options.clock.schedule(() => {
      this.cancelWait = null;
      if (!this.options.isWorthIt()) return;
      this.running = this.look().finally(() => {
        this.running = null;
        this.start();
      });
    }, lookEveryMs);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.cancelWait?.();
    this.cancelWait = null;
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      const queues = await this.controlQueues();
      const peeked = await Promise.all(queues.map((queue) => this.options.hub.peekMessages(queue)));
      const ids = peeked.flat().flatMap(({ instanceId }) => instanceId ?? []);
      this.options.onInstances([...new Set(ids)]);
    } catch {
      // Only a hint is lost: following the hub finds the changes later, and tells of trouble.
    }
  }

  private async controlQueues(): Promise<readonly string[]> {
    const nowMs = this.options.clock.elapsedMs();
    if (nowMs - this.queuesReadAtMs < queuesKnownForMs) return this.queues;
    const { partitions } = await this.options.hub.readBacklog();
    this.queues = partitions.map(({ queue }) => queue);
    this.queuesReadAtMs = nowMs;
    return this.queues;
  }
}
