import type { Clock } from '../index/clock.ts';

export const sampleEveryMs = 10_000;
/** After somebody looked, sampling goes on for this long. */
const graceMs = 60_000;

interface QueueSamplerOptions {
  readonly clock: Clock;
  readonly sample: () => Promise<void>;
  /** The first failure after a success, for the log. */
  readonly onFailure: (error: unknown) => void;
}

/** Decides when queues are sampled: while somebody looks, looked a moment ago or keeps it going, at one pace for all. */
export class QueueSampler {
  private keepers = 0;
  private wantedUntilMs = -Infinity;
  private dueAtMs = -Infinity;
  private cancelWait: (() => void) | null = null;
  private running: Promise<void> | null = null;
  private hasFailed = false;
  private isClosed = false;

  constructor(private readonly options: QueueSamplerOptions) {}

  /** Somebody looks. Resolves when a sample that is being taken is taken, or has failed. */
  async touch(): Promise<void> {
    this.wantedUntilMs = this.options.clock.elapsedMs() + graceMs;
    this.wake();
    await this.running;
  }

  /** Samples until the returned function is called. */
  keep(): () => void {
    let isKeeping = true;
    this.keepers += 1;
    this.wake();
    return () => {
      if (isKeeping) this.keepers -= 1;
      isKeeping = false;
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.cancelWait?.();
    this.cancelWait = null;
    await this.running;
  }

  private isWanted(): boolean {
    return this.keepers > 0 || this.options.clock.elapsedMs() < this.wantedUntilMs;
  }

  private wake(): void {
    if (this.isClosed || this.running || this.cancelWait || !this.isWanted()) return;
    const waitMs = this.dueAtMs - this.options.clock.elapsedMs();
    if (waitMs <= 0) this.start();
    else this.cancelWait = this.options.clock.schedule(() => this.waitEnded(), waitMs);
  }

  private waitEnded(): void {
    this.cancelWait = null;
    if (this.isWanted()) this.start();
  }

  private start(): void {
    this.dueAtMs = this.options.clock.elapsedMs() + sampleEveryMs;
    this.running = this.run().finally(() => {
      this.running = null;
      this.wake();
    });
  }

  private async run(): Promise<void> {
    try {
      await this.options.sample();
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.options.onFailure(error);
      this.hasFailed = true;
    }
  }
}
