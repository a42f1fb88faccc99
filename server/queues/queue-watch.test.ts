import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backlog } from '../../shared/contract/backlog.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { at } from '../../shared/testing/instances.ts';
import { makeQueuedMessage } from '../../shared/testing/diagnosis.ts';
import { openInstanceIndex } from '../index/instance-index.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { QueueReading, QueueWatch } from '../task-hub/queue-watch.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { createQueueWatch } from './queue-watch.ts';

const minuteMs = 60_000;
const control = 'testhub-control-00';

/** Its queues are as the test says, read at the time of the clock. */
class TimedHub extends MemoryTaskHub {
  content: Omit<QueueReading, 'backlog'> & { readonly backlog: Partial<Backlog> } = {
    backlog: {},
    messages: new Map(),
  };

  constructor(private readonly clock: ManualClock) {
    super();
  }

  override readQueues = async () => {
    await this.readBacklog();
    const { backlog, messages } = this.content;
    return { backlog: makeBacklog({ ...backlog, readAt: this.clock.now() }), messages: new Map(messages) };
  };
}

let clock: ManualClock;
let hub: TimedHub;
let index: InstanceIndex;
let queues: QueueWatch;
let failures: unknown[];

/** What an earlier one saw is read before time goes on. */
async function startWatch(): Promise<QueueWatch> {
  const samples = index.queueSamples;
  const leases = samples.leases();
  const queueSamples = {
    keep: samples.keep.bind(samples),
    steps: samples.steps.bind(samples),
    since: samples.since.bind(samples),
    leases: () => leases,
  };
  const partitionCounts = () => index.partitionCounts();
  const onFailure = (error: unknown) => failures.push(error);
  const watch = createQueueWatch({ hub, index: { partitionCounts, queueSamples }, clock, onFailure });
  await leases;
  return watch;
}

beforeEach(async () => {
  clock = new ManualClock();
  hub = new TimedHub(clock);
  index = await openInstanceIndex(hub);
  await expect.poll(() => index.coverage().state).not.toBe('building');
  failures = [];
  queues = await startWatch();
});
afterEach(async () => {
  await queues.close();
  await index.close();
});

/** Lets time go by in steps of a second; what begins in a step ends in it. */
async function letGoBy(ms: number, eachSecond: () => unknown = () => undefined) {
  for (let spentMs = 0; spentMs < ms; spentMs += 1000) {
    await eachSecond();
    clock.advance(1000);
    await new Promise(setImmediate);
  }
}

const readings = () => hub.calls.readBacklog;

describe('queues are read', () => {
  it('never while nobody looks', async () => {
    await letGoBy(10 * minuteMs);
    expect(readings()).toBe(0);
  });

  it('every ten seconds until a minute after somebody looked', async () => {
    await queues.partitions();
    expect(readings()).toBe(1);
    await letGoBy(minuteMs);
    expect(readings()).toBe(6);
    await letGoBy(10 * minuteMs);
    expect(readings()).toBeLessThanOrEqual(7);
  });

  it('every ten seconds as long as somebody keeps it going, and no longer', async () => {
    const stops = [queues.keepSampling(), queues.keepSampling()];
    await letGoBy(5 * minuteMs);
    expect(readings()).toBe(31);
    stops[0]!();
    stops[0]!();
    await letGoBy(minuteMs);
    expect(readings()).toBe(37);
    stops[1]!();
    await letGoBy(10 * minuteMs);
    expect(readings()).toBeLessThanOrEqual(38);
  });

  it.each([1, 50])('as often for %d viewers', async (viewers) => {
    let second = 0;
    await letGoBy(5 * minuteMs, async () => {
      second += 1;
      const looking = Array.from({ length: viewers }, (_, viewer) => viewer).filter(
        (viewer) => (second + viewer) % 5 === 0,
      );
      await Promise.all(looking.map(() => queues.partitions()));
    });
    expect(readings()).toBeLessThanOrEqual(31);
    expect(readings()).toBeGreaterThanOrEqual(28);
  });
});

it('goes on sampling after trouble, and tells of it once', async () => {
  const stop = queues.keepSampling();
  await letGoBy(20_000);
  hub.fail('readBacklog');
  await letGoBy(40_000);
  expect(failures).toHaveLength(1);
  await expect(queues.partitions()).rejects.toMatchObject({ code: 'store-unavailable' });
  hub.recover('readBacklog');
  await letGoBy(20_000);
  const depths = async () => {
    const { queues: seen } = await queues.history({ minutes: 2, buckets: 12 });
    return seen.find(({ queue }) => queue === control)!.cells.map(({ depth }) => depth);
  };
  await expect.poll(async () => (await depths()).slice(-8)).toEqual([0, 0, 0, null, null, null, null, 0]);
  stop();
});

describe('over the last samples', () => {
  const message = (messageId: string, second: number) =>
    makeQueuedMessage({ messageId, insertedAt: at(100 + second) });
  const queue = (depth: number) => ({
    partitions: [{ ...makeBacklog().partitions[0]!, queue: control, depth }],
  });

  it('messages come and go at a pace that is at least that', async () => {
    hub.content = { backlog: queue(3), messages: new Map([[control, [message('a', -1)]]]) };
    await queues.partitions();
    clock.advance(10_000);
    const later = [message('b', 4), message('c', 5)];
    hub.content = { backlog: queue(1), messages: new Map([[control, later]]) };
    const [partition] = (await queues.partitions()).partitions;
    // Two came, and two fewer are there: four went.
    expect(partition).toMatchObject({ arrivedPerMinute: 12, leftPerMinute: 24 });
  });

  it('the pace is unknown after one, and after a long silence', async () => {
    const pace = async () => {
      const [partition] = (await queues.partitions()).partitions;
      return [partition?.arrivedPerMinute, partition?.leftPerMinute];
    };
    expect(await pace()).toEqual([null, null]);
    clock.advance(10_000);
    expect(await pace()).toEqual([0, 0]);
    await letGoBy(5 * minuteMs);
    expect(await pace()).toEqual([null, null]);
  });
});

it('takes owners that cannot be read for unknown, not for moves', async () => {
  await queues.partitions();
  const partition = { ...makeBacklog().partitions[0]!, owner: null };
  hub.content = { backlog: { ownership: null, partitions: [partition] }, messages: new Map() };
  clock.advance(10_000);
  const answer = await queues.partitions();
  expect(answer.workers).toEqual([]);
  expect(answer.advice[0]?.rule).toBe('unknown');
  expect(queues.leaseMoves(0)).toEqual([]);
});

it('goes on from the owners and moves that another process saw', async () => {
  const owned = (workerId: string) => ({
    backlog: {
      partitions: [
        {
          ...makeBacklog().partitions[0]!,
          owner: { ...makeBacklog().partitions[0]!.owner!, workerId },
        },
      ],
    },
    messages: new Map(),
  });
  hub.content = owned('one');
  await queues.partitions();
  clock.advance(10_000);
  hub.content = owned('two');
  await queues.partitions();
  await queues.close();

  queues = await startWatch();
  clock.advance(minuteMs);
  const [same] = (await queues.partitions()).partitions;
  expect(same).toMatchObject({ ownerSeenSince: at(110), moves: [{ at: at(110), from: 'one', to: 'two' }] });
  hub.content = owned('three');
  clock.advance(10_000);
  const [moved] = (await queues.partitions()).partitions;
  expect(moved?.moves.map(({ from, to }) => [from, to])).toEqual([
    ['two', 'three'],
    ['one', 'two'],
  ]);
  expect(failures).toEqual([]);
});
