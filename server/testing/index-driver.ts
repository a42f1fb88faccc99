import { expect } from 'vitest';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { ManualClock } from './manual-clock.ts';

const fast = { interval: 2, timeout: 10_000 };

/** Leads an index through time: the clock stands still while a pass runs. */
export class IndexDriver {
  constructor(
    private readonly index: InstanceIndex,
    private readonly clock: ManualClock,
  ) {}

  /** Waits until a pass that began at this very time has ended well. */
  async caughtUp(): Promise<void> {
    await expect.poll(() => this.index.coverage().asOf, fast).toBe(this.clock.now());
  }

  /** A pass that began has ended: the next one waits, or none does. Notices wait half a second at most. */
  async passEnded(): Promise<void> {
    await expect
      .poll(() => {
        const delays = this.clock.delays();
        const isIdle = delays.length === 0 && this.index.coverage().state === 'idle';
        return isIdle || delays.some((delayMs) => delayMs > 500);
      }, fast)
      .toBe(true);
  }

  /** Lets time go by, every pass ending before time goes on. */
  async letGoBy(ms: number): Promise<void> {
    let leftMs = ms;
    while (leftMs > 0) {
      const stepMs = Math.min(this.clock.waits()[0] ?? leftMs, leftMs);
      this.clock.advance(stepMs);
      leftMs -= stepMs;
      await this.passEnded();
    }
  }

  /** Passes cost nothing while the clock stands still, so they follow each other after the shortest wait. */
  async nextPass(): Promise<void> {
    this.clock.advance(1000);
    await this.caughtUp();
  }
}
