import { getPartitions, queueHistory, type Partitions, type QueueHistory } from '../contract/partitions.ts';
import { at } from './instances.ts';

type Partition = Partitions['partitions'][number];

/** A quiet queue, owned by a live worker. */
export function makePartition(partition: number, overrides: Partial<Partition> = {}): Partition {
  return {
    queue: `testhub-control-0${partition}`,
    partition,
    depth: 0,
    visible: 0,
    invisible: 0,
    head: null,
    oldestDueAt: null,
    maxDequeueCount: 0,
    arrivedPerMinute: 0,
    leftPerMinute: 0,
    poisonCandidates: 0,
    hottest: [],
    owner: {
      workerId: 'worker-1',
      lease: 'live',
      ownedSince: at(0),
      lastRenewedAt: at(9),
      expiresAt: at(39),
      nextOwner: null,
      isDraining: false,
    },
    ownerSeenSince: at(5),
    moves: [],
    instances: { all: 3, open: 1 },
    ...overrides,
  };
}

/** Two quiet partitions of one worker. */
export function makePartitions(overrides: Partial<Partitions> = {}): Partitions {
  return getPartitions.result.parse({
    readAt: at(10),
    partitionCount: 2,
    ownership: 'partitions-table',
    partitions: [makePartition(0), makePartition(1)],
    // The contract leaves out what only partitions have.
    workItems: makePartition(0, { queue: 'testhub-workitems' }),
    workers: [{ workerId: 'worker-1', partitions: [0, 1] }],
    appLease: null,
    advice: [],
    targets: [],
    sampledSince: at(0),
    problems: [],
    ...overrides,
  } satisfies Partitions);
}

type Cell = QueueHistory['queues'][number]['cells'][number];

/** Nobody looked then. */
const unsampledCell: Cell = { depth: null, oldestAgeMs: null, maxDequeueCount: null, owner: null };

/** Samples of a minute each, one queue a list of cells, from the test epoch on. */
export function makeQueueHistory(queues: readonly (readonly Partial<Cell>[])[]): QueueHistory {
  const columns = queues[0]?.length ?? 0;
  return queueHistory.result.parse({
    from: at(0),
    to: at(columns * 60),
    bucketMs: 60_000,
    queues: queues.map((cells, partition) => ({
      queue: `testhub-control-0${partition}`,
      partition,
      cells: cells.map((cell) => ({ ...unsampledCell, ...cell })),
    })),
    sampleEveryMs: 15_000,
  } satisfies QueueHistory);
}
