import { AppError } from '../errors.ts';
import type { QueueReading, QueueWatch } from '../task-hub/queue-watch.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { shareRead } from '../hubs/shared-read.ts';

const readingMaxAgeMs = 2_000;

async function readQueues(hub: TaskHub): Promise<QueueReading> {
  const backlog = await hub.readBacklog();
  const queues = [...backlog.partitions, backlog.workItems].flatMap((queue) => queue ?? []);
  const peeked = await Promise.allSettled(queues.map(({ queue }) => hub.peekMessages(queue)));
  const messages = new Map(
    queues.flatMap(({ queue }, place) => {
      const result = peeked[place];
      return result?.status === 'fulfilled' ? [[queue, result.value] as const] : [];
    }),
  );
  return { backlog, messages };
}

function notBuilt(): AppError {
  return new AppError('not-found', 'Samples of queues are not kept here.');
}

export function createQueueWatch(hub: TaskHub): QueueWatch {
  return {
    read: shareRead(() => readQueues(hub), readingMaxAgeMs),
    partitions: () => Promise.reject(notBuilt()),
    history: () => Promise.reject(notBuilt()),
    leaseMoves: () => [],
    keepSampling: () => () => undefined,
    close: () => Promise.resolve(),
  };
}
