import type { AppLease } from '../../shared/contract/partitions.ts';
import { AppError } from '../errors.ts';
import { shareRead } from '../hubs/shared-read.ts';
import { systemClock, type Clock } from '../index/clock.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { QueueReading, QueueWatch } from '../task-hub/queue-watch.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { describePartitions, type BesideQueues } from './describe-partitions.ts';
import { readQueueHistory } from './queue-history.ts';
import { QueueRecorder } from './queue-recorder.ts';
import { QueueSampler } from './queue-sampler.ts';

const readingMaxAgeMs = 2_000;
/** An app takes it when it starts. */
const appLeaseMaxAgeMs = 30_000;

interface QueueWatchOptions {
  readonly hub: TaskHub;
  readonly index: Pick<InstanceIndex, 'partitionCounts' | 'queueSamples'>;
  readonly onFailure: (error: unknown) => void;
  readonly clock?: Clock;
}

function problemOf(error: unknown): string {
  return error instanceof AppError ? error.message : 'A part of what is shown here could not be read.';
}

/** What stands beside the queues; a part that fails leaves the others. */
async function readBeside(
  { index }: QueueWatchOptions,
  readAppLease: () => Promise<AppLease | null>,
): Promise<BesideQueues> {
  const problems: string[] = [];
  const orElse = <Part>(part: Promise<Part>, fallback: Part): Promise<Part> =>
    part.catch((error: unknown) => {
      problems.push(problemOf(error));
      return fallback;
    });
  const [counts, appLease, sampledSince] = await Promise.all([
    orElse(index.partitionCounts(), []),
    orElse(readAppLease(), null),
    orElse(index.queueSamples.since(), null),
  ]);
  return { counts, appLease, sampledSince, problems };
}

export function createQueueWatch(options: QueueWatchOptions): QueueWatch {
  const { hub, index, onFailure, clock = systemClock } = options;
  const elapsedMs = () => clock.elapsedMs();
  const recorder = new QueueRecorder(index.queueSamples, clock, onFailure);
  const loaded = recorder.load();
  const read = shareRead(() => hub.readQueues(), readingMaxAgeMs, elapsedMs);
  const readAppLease = shareRead(() => hub.readAppLease(), appLeaseMaxAgeMs, elapsedMs);

  async function sample(): Promise<QueueReading> {
    const [reading] = await Promise.all([read(), loaded]);
    recorder.record(reading);
    return reading;
  }

  const sampler = new QueueSampler({
    clock,
    onFailure,
    sample: async () => {
      await sample();
    },
  });

  /** The last sample while samples come, so that viewers add no readings. */
  async function latest(): Promise<QueueReading> {
    await sampler.touch();
    return recorder.latest() ?? sample();
  }

  const partitions = shareRead(
    async () => describePartitions(await latest(), recorder, await readBeside(options, readAppLease)),
    readingMaxAgeMs,
    elapsedMs,
  );

  return {
    read,
    partitions,
    async history(query) {
      const sampled = sampler.touch();
      // Who looks first sees at least one sample.
      if (recorder.latest() === undefined) {
        await sampled;
        await recorder.settled();
      }
      return readQueueHistory(index.queueSamples, query, clock.now());
    },
    leaseMoves: (partition) => recorder.leases.movesOf(partition),
    keepSampling: () => sampler.keep(),
    async close() {
      await sampler.close();
      await Promise.all([loaded, recorder.settled()]);
    },
  };
}
