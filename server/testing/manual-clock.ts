import type { Clock } from '../index/clock.ts';
import { instantToMs, msToInstant, type Instant } from '../../shared/domain/instant.ts';
import { at } from '../../shared/testing/instances.ts';

interface Waiting {
  readonly delayMs: number;
  readonly dueMs: number;
  readonly run: () => void;
}

/** Time passes only when a test says so. */
export class ManualClock implements Clock {
  private spentMs = 0;
  private readonly waiting = new Set<Waiting>();

  constructor(private readonly start: Instant = at(100)) {}

  now(): Instant {
    return msToInstant(instantToMs(this.start) + this.spentMs);
  }

  elapsedMs(): number {
    return this.spentMs;
  }

  schedule(run: () => void, delayMs: number): () => void {
    const entry = { delayMs, dueMs: this.spentMs + delayMs, run };
    this.waiting.add(entry);
    return () => this.waiting.delete(entry);
  }

  /** How long each waiting function has to wait yet, the next one first. */
  waits(): number[] {
    return [...this.waiting].map(({ dueMs }) => dueMs - this.spentMs).sort((a, b) => a - b);
  }

  /** The whole delays that waiting functions were given, in no order. */
  delays(): number[] {
    return [...this.waiting].map(({ delayMs }) => delayMs);
  }

  /** Runs what falls due on the way, each at its time. */
  advance(ms: number): void {
    const endMs = this.spentMs + ms;
    for (;;) {
      const [next] = [...this.waiting]
        .filter(({ dueMs }) => dueMs <= endMs)
        .sort((a, b) => a.dueMs - b.dueMs);
      if (!next) break;
      this.waiting.delete(next);
      this.spentMs = Math.max(this.spentMs, next.dueMs);
      next.run();
    }
    this.spentMs = endMs;
  }
}
