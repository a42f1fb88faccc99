import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Map<number, Set<() => void>>();
const timers = new Map<number, number>();

function listen(stepMs: number, listener: () => void): () => void {
  const group = listeners.get(stepMs) ?? new Set();
  listeners.set(stepMs, group.add(listener));
  if (!timers.has(stepMs))
    timers.set(
      stepMs,
      window.setInterval(() => group.forEach((tell) => tell()), stepMs),
    );
  return () => {
    group.delete(listener);
    if (group.size > 0) return;
    window.clearInterval(timers.get(stepMs));
    timers.delete(stepMs);
  };
}

/** The time in milliseconds since 1970, in whole steps; one timer serves everybody with the same step. */
export function useNow(stepMs: 1_000 | 5_000 | 60_000 = 5_000): number {
  return useSyncExternalStore(
    useCallback((listener: () => void) => listen(stepMs, listener), [stepMs]),
    () => Math.ceil(Date.now() / stepMs) * stepMs,
  );
}
