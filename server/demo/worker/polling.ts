export interface Poller {
  /** Looks again at once: something is known to have arrived. */
  wake(): void;
  /** Resolves when the last poll has ended. */
  stop(): Promise<void>;
}

interface PollerOptions {
  /** Resolves to whether there was something to do. */
  readonly poll: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
  readonly minDelayMs?: number;
  readonly maxDelayMs?: number;
}

/** Polls without pause while there is something to do, and ever more slowly while there is not. */
export function startPoller({ poll, onError, minDelayMs = 50, maxDelayMs = 1000 }: PollerOptions): Poller {
  let isStopped = false;
  let isWoken = false;
  let endPause: () => void = () => undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function pollOnce(): Promise<boolean> {
    try {
      return await poll();
    } catch (error) {
      onError(error);
      return false;
    }
  }

  async function run(): Promise<void> {
    let delayMs = minDelayMs;
    for (;;) {
      if (hasBeenWoken()) delayMs = minDelayMs;
      isWoken = false;
      const isBusy = await pollOnce();
      if (hasStopped()) return;
      if (isBusy) delayMs = minDelayMs;
      if (isBusy || hasBeenWoken()) continue;
      await pause(delayMs);
      if (hasStopped()) return;
      delayMs = Math.min(delayMs * 2, maxDelayMs);
    }
  }
  // Read through functions: both change while `run` waits.
  const hasStopped = () => isStopped;
  const hasBeenWoken = () => isWoken;

  const running = run();
  return {
    wake() {
      isWoken = true;
      endPause();
    },
    async stop() {
      isStopped = true;
      endPause();
      await running;
    },
  };
}
