import type { QueueHistory } from '../../shared/contract/partitions.ts';
import { instantToMs, msToInstant, type Instant } from '../../shared/domain/instant.ts';
import type { QueueSamples, QueueStep } from '../task-hub/queue-samples.ts';
import type { QueueHistoryQuery } from '../task-hub/queue-watch.ts';
import { sampleEveryMs } from './queue-sampler.ts';

type HistoryOfQueue = QueueHistory['queues'][number];
type Cell = HistoryOfQueue['cells'][number];

const notSampled: Cell = { depth: null, oldestAgeMs: null, maxDequeueCount: null, owner: null };

function toCell({ depth, oldestAgeMs, maxDequeueCount, holder }: QueueStep): Cell {
  return { depth, oldestAgeMs, maxDequeueCount, owner: holder };
}

/** Partitions in their order, then the work items. */
function inOrder(a: HistoryOfQueue, b: HistoryOfQueue): number {
  return (a.partition ?? Infinity) - (b.partition ?? Infinity);
}

function queuesOf(steps: readonly QueueStep[], count: number): HistoryOfQueue[] {
  const queues = new Map<string, HistoryOfQueue>();
  for (const step of steps) {
    const { queue, partition } = step;
    const own = queues.get(queue) ?? { queue, partition, cells: Array<Cell>(count).fill(notSampled) };
    queues.set(queue, own);
    own.cells[step.step] = toCell(step);
  }
  return [...queues.values()].sort(inOrder);
}

/** The window ends now. */
export async function readQueueHistory(
  samples: QueueSamples,
  { minutes, buckets }: QueueHistoryQuery,
  now: Instant,
): Promise<QueueHistory> {
  const windowMs = minutes * 60_000;
  const from = msToInstant(instantToMs(now) - windowMs);
  const bucketMs = windowMs / buckets;
  const steps = await samples.steps({ from, stepMs: bucketMs, count: buckets });
  return {
    from,
    to: now,
    bucketMs,
    queues: queuesOf(steps, buckets),
    sampleEveryMs,
  };
}
