import { msToInstant, type Instant } from '../../shared/domain/instant.ts';

/** Time as the index needs it; tests bring their own. */
export interface Clock {
  now(): Instant;
  /** Monotonic: spans measured with it do not suffer when the wall clock is set. */
  elapsedMs(): number;
  /** Runs once after the delay unless the returned function is called before. */
  schedule(run: () => void, delayMs: number): () => void;
}

export const systemClock: Clock = {
  now: () => msToInstant(Date.now()),
  elapsedMs: () => performance.now(),
  schedule(run, delayMs) {
    // Waiting for the next read must not keep a process alive that has nothing else to do.
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
