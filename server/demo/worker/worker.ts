import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import PQueue from 'p-queue';
import { nowInstant } from '../../clock.ts';
import { startActivityPump, type ActivityPump } from './activity-pump.ts';
import type { Registry } from './definitions.ts';
import { cacheHistory } from './history-cache.ts';
import { createHistoryStore } from './history-store.ts';
import type { HubContext, Log } from './hub-context.ts';
import { countPartitions, openHubStorage } from './hub-storage.ts';
import { createInstanceStore } from './instance-store.ts';
import { keepHidden } from './message-locks.ts';
import { createMessageSender } from './message-sender.ts';
import { startPartitionManager } from './partition-manager.ts';
import { startPartitionPump } from './partition-pump.ts';
import { createPayloadBlobs } from './payload-blobs.ts';

export interface WorkerOptions {
  readonly connectionString: string;
  readonly hub: string;
  readonly registry: Registry;
  /** The host's name unless said otherwise; two workers of a hub must differ. */
  readonly workerId?: string;
  readonly log?: Log;
  /** How long a message stays hidden before it must be renewed: what a crash costs. */
  readonly visibilitySeconds?: number;
  readonly leaseIntervalMs?: number;
}

export interface Worker {
  start(): Promise<void>;
  /** Ends what has begun, gives back messages and partitions, and resolves when nothing runs any more. */
  stop(): Promise<void>;
}

const maxConcurrentTurns = 20;
const maxConcurrentActivities = 20;
const activityDrainMs = 3000;

async function openContext(options: WorkerOptions): Promise<HubContext> {
  const storage = openHubStorage(options.connectionString, options.hub);
  const blobs = createPayloadBlobs(storage);
  return {
    registry: options.registry,
    storage,
    blobs,
    history: cacheHistory(createHistoryStore(storage, blobs)),
    instances: createInstanceStore(storage, blobs),
    sender: createMessageSender(storage, blobs, await countPartitions(storage)),
    source: { now: nowInstant, newGuid: randomUUID },
    visibilitySeconds: options.visibilitySeconds ?? 60,
    log: options.log ?? (() => undefined),
  };
}

async function run(options: WorkerOptions): Promise<() => Promise<void>> {
  const context = await openContext(options);
  const locks = keepHidden(context.visibilitySeconds, context.log);
  const slots = new PQueue({ concurrency: maxConcurrentTurns });
  const partitions = startPartitionManager({
    storage: context.storage,
    workerId: options.workerId ?? hostname(),
    intervalMs: options.leaseIntervalMs ?? 10_000,
    startPump: (partition) =>
      startPartitionPump(context, { partition, slots, locks, onTurn: () => wakeAll() }),
    log: context.log,
  });
  const activities: ActivityPump = startActivityPump(context, {
    maxConcurrent: maxConcurrentActivities,
    locks,
    drainMs: activityDrainMs,
    onDone: () => wakeAll(),
  });
  function wakeAll(): void {
    partitions.wakeAll();
    activities.wake();
  }
  return async () => {
    try {
      await activities.stop();
      await partitions.stop();
    } finally {
      locks.stop();
    }
  };
}

/** A worker for one task hub; the hub must exist. */
export function createWorker(options: WorkerOptions): Worker {
  let running: Promise<() => Promise<void>> | null = null;
  return {
    async start() {
      running ??= run(options);
      try {
        await running;
      } catch (error) {
        running = null;
        throw error;
      }
    },
    async stop() {
      const stopping = running;
      running = null;
      await (
        await stopping
      )?.();
    },
  };
}
