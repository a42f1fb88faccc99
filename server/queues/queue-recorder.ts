import type { Backlog } from '../../shared/contract/backlog.ts';
import { elapsedMs } from '../../shared/domain/instant.ts';
import type { ScaledQueue } from '../../shared/domain/scaling/scale-facts.ts';
import type { Clock } from '../index/clock.ts';
import type { QueueSample, QueueSamples } from '../task-hub/queue-samples.ts';
import type { QueueReading } from '../task-hub/queue-watch.ts';
import { holderOf, LeaseBook } from './lease-book.ts';
import type { QueueLook } from './queue-flow.ts';
import { maxDequeueCount, oldestAgeMs } from './queue-health.ts';
import { sampleEveryMs } from './queue-sampler.ts';

/** Two minutes of samples. */
const mostRecent = 13;
/** After a longer silence, what was seen before tells nothing of the present pace. */
const longestGapMs = 3 * sampleEveryMs;
/** Samples may come this much early: timers and readings take their time. */
const toleranceMs = 1_000;

type QueueBacklog = NonNullable<Backlog['workItems']>;

function queuesOf({ partitions, workItems }: Backlog): readonly QueueBacklog[] {
  return workItems === null ? partitions : [...partitions, workItems];
}

function samplesOf({ backlog, messages }: QueueReading): QueueSample[] {
  const sampleOf = ({ queue, depth }: QueueBacklog) => {
    const peeked = messages.get(queue) ?? [];
    return {
      queue,
      depth,
      oldestAgeMs: oldestAgeMs(peeked, backlog.readAt),
      maxDequeueCount: maxDequeueCount(peeked),
    };
  };
  const control = backlog.partitions.map((queue) => ({
    ...sampleOf(queue),
    partition: queue.partition,
    holder: holderOf(queue.owner),
  }));
  if (backlog.workItems === null) return control;
  return [...control, { ...sampleOf(backlog.workItems), partition: null, holder: null }];
}

/** Remembers what readings of the queues showed: the last ones as they were, all of them as samples. */
export class QueueRecorder {
  readonly leases = new LeaseBook();
  private recent: readonly QueueReading[] = [];
  private keeping: Promise<void> = Promise.resolve();

  private lastMs = -Infinity;

  constructor(
    private readonly samples: QueueSamples,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** What an earlier process saw; to be awaited before the first reading is recorded. */
  async load(): Promise<void> {
    try {
      this.leases.load(await this.samples.leases());
    } catch (error) {
      this.onFailure(error);
    }
  }

  /** Takes a reading for a sample unless the last one is too young. */
  record(reading: QueueReading): void {
    const nowMs = this.clock.elapsedMs();
    const ageMs = nowMs - this.lastMs;
    if (ageMs < sampleEveryMs - toleranceMs) return;
    this.lastMs = nowMs;
    const before = ageMs > longestGapMs ? [] : this.recent;
    this.recent = [...before, reading].slice(-mostRecent);
    const { readAt } = reading.backlog;
    const seen = { samples: samplesOf(reading), moves: this.leases.observe(reading.backlog) };
    this.keeping = this.keeping
      .then(() => this.samples.keep(readAt, sampleEveryMs, seen))
      .catch((error: unknown) => this.onFailure(error));
  }

  /** The last sample, unless the next one is overdue. */
  latest(): QueueReading | undefined {
    return this.clock.elapsedMs() - this.lastMs < sampleEveryMs + toleranceMs
      ? this.recent.at(-1)
      : undefined;
  }

  /** Everything recorded is kept, or has failed. */
  settled(): Promise<void> {
    return this.keeping;
  }

  /** The last looks at a queue, the latest one last. */
  looksAt(queue: string): QueueLook[] {
    return this.recent.flatMap(({ backlog, messages }) => {
      const found = queuesOf(backlog).find((each) => each.queue === queue);
      if (found === undefined) return [];
      return [{ at: backlog.readAt, depth: found.depth, messages: messages.get(queue) ?? [] }];
    });
  }

  /** The queue as the platform's scale monitor would have sampled it. */
  scaledQueue({ queue }: QueueBacklog, hottest: ScaledQueue['hottest']): ScaledQueue {
    const samples = this.recent.flatMap(({ backlog }) => {
      const found = queuesOf(backlog).find((each) => each.queue === queue);
      if (found === undefined) return [];
      if (found.head === null) return [{ latencyMs: 0, length: 0 }];
      const latencyMs = Math.max(0, elapsedMs(found.head.insertedAt, backlog.readAt));
      return [{ latencyMs, length: found.depth }];
    });
    return { queue, samples, hottest };
  }
}
