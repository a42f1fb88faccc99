import type { Worker } from './worker/worker.ts';

/** Stops and starts a worker, one after the other, however many ask. */
export interface WorkerSwitch {
  isRunning(): boolean;
  /** Resolves when the worker is as wanted. */
  switchTo(isRunning: boolean): Promise<void>;
}

export function createWorkerSwitch(worker: Worker): WorkerSwitch {
  let isRunning = false;
  let last: Promise<void> = Promise.resolve();

  async function change(wanted: boolean): Promise<void> {
    if (wanted === isRunning) return;
    if (wanted) await worker.start();
    else await worker.stop();
    isRunning = wanted;
  }

  return {
    isRunning: () => isRunning,
    switchTo(wanted) {
      const changing = last.then(() => change(wanted));
      last = changing.catch(() => undefined);
      return changing;
    },
  };
}
