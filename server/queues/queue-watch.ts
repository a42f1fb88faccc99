import { AppError } from '../errors.ts';
import type { QueueWatch } from '../task-hub/queue-watch.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { shareRead } from '../hubs/shared-read.ts';

const readingMaxAgeMs = 2_000;

function notBuilt(): AppError {
  return new AppError('not-found', 'Samples of queues are not kept here.');
}

export function createQueueWatch(hub: TaskHub): QueueWatch {
  return {
    read: shareRead(() => hub.readQueues(), readingMaxAgeMs),
    partitions: () => Promise.reject(notBuilt()),
    history: () => Promise.reject(notBuilt()),
    leaseMoves: () => [],
    keepSampling: () => () => undefined,
    close: () => Promise.resolve(),
  };
}
