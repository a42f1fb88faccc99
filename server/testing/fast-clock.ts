import { systemClock, type Clock } from '../index/clock.ts';

/** Waits and spans run so many times as fast as real ones; the time of day does not. */
export function fastClock(times: number): Clock {
  return {
    now: () => systemClock.now(),
    elapsedMs: () => systemClock.elapsedMs() * times,
    schedule: (run, delayMs) => systemClock.schedule(run, delayMs / times),
  };
}
