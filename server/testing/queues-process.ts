import { instantToMs, msToInstant } from '../../shared/domain/instant.ts';
import { openInstanceIndex } from '../index/instance-index.ts';
import { createQueueWatch } from '../queues/queue-watch.ts';
import type { QueueSamples } from '../task-hub/queue-samples.ts';
import { fastClock } from './fast-clock.ts';
import { connectStorage } from './storage-hub.ts';

/** Samples the queues of a hub, a hundred times as fast as a dashboard, and writes the time of each sample kept, until it is killed. */
const [connectionString = '', hubName = '', directory = '', start = ''] = process.argv.slice(2);
const fast = fastClock(100);
const begunMs = fast.elapsedMs();
const now = () => msToInstant(instantToMs(start) + fast.elapsedMs() - begunMs);
const hub = connectStorage(connectionString, { clock: now }).openHub(hubName);
const index = await openInstanceIndex(hub, { directory });
const { queueSamples } = index;
const told: QueueSamples = {
  leases: () => queueSamples.leases(),
  steps: (asked) => queueSamples.steps(asked),
  since: () => queueSamples.since(),
  async keep(at, spanMs, seen) {
    await queueSamples.keep(at, spanMs, seen);
    process.stdout.write(`${at}\n`);
  },
};
const queues = createQueueWatch({
  hub,
  index: { partitionCounts: () => index.partitionCounts(), queueSamples: told },
  clock: { ...fast, now },
  onFailure: (error) => process.stderr.write(`${String(error)}\n`),
});
queues.keepSampling();
process.stdin.resume().on('end', () => process.exit());
