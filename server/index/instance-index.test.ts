import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, makeInstanceDetail, makeInstanceRow, makeInstanceRows } from '../../shared/testing/instances.ts';
import { AppError } from '../errors.ts';
import type { InstanceIndex, InstanceListQuery } from '../task-hub/instance-index.ts';
import { IndexDriver } from '../testing/index-driver.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { openInstanceIndex } from './instance-index.ts';

const query: InstanceListQuery = { q: '', sort: 'instanceId', order: 'asc', limit: 1000 };
const fast = { interval: 2, timeout: 10_000 };
const minute = 60_000;

let hub: MemoryTaskHub;
let clock: ManualClock;
let index: InstanceIndex;
let driver: IndexDriver;

beforeEach(() => {
  clock = new ManualClock();
});

afterEach(() => index.close());

async function openOn(memoryHub: MemoryTaskHub): Promise<void> {
  hub = memoryHub;
  index = await openInstanceIndex(hub, { clock });
  driver = new IndexDriver(index, clock);
}

async function openCurrent(content: ConstructorParameters<typeof MemoryTaskHub>[0]): Promise<void> {
  await openOn(new MemoryTaskHub(content));
  await driver.caughtUp();
}

async function listedIds(): Promise<string[]> {
  return (await index.list(query)).rows.map(({ instanceId }) => instanceId);
}

const [a, b, c] = ['a', 'b', 'c'].map((instanceId, i) =>
  makeInstanceRow({ instanceId, rowVersion: at(10 + i) }),
);
const threeRows = [a!, b!, c!];

/** A scan stops before the given page until `release` is called. */
function holdScan(operation: 'scanInstances' | 'scanInstanceIds', page: number) {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let reachedPage: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reachedPage = resolve));
  hub.beforePage = async (running, number) => {
    if (running !== operation || number !== page) return;
    reachedPage();
    await held;
  };
  return { reached, release: () => release() };
}

describe('first scan', () => {
  it('shows the rows read so far and says that it is building', async () => {
    hub = new MemoryTaskHub({ instances: makeInstanceRows(25), pageSize: 10 });
    const { reached, release } = holdScan('scanInstances', 2);
    await openOn(hub);
    await reached;
    clock.advance(500);
    await expect.poll(() => index.coverage().rows, fast).toBe(20);
    const answer = await index.list(query);
    expect(answer.rows).toHaveLength(20);
    expect(answer.coverage).toMatchObject({ state: 'building', rows: 20, asOf: null, problem: null });
    expect(answer.coverage.progress).toEqual({ rowsPerSecond: 40, rangesDone: 0, rangesTotal: 1 });
    release();
    await expect.poll(() => index.coverage().state, fast).toBe('current');
    const complete = await index.list(query);
    expect(complete.rows).toEqual(
      makeInstanceRows(25).sort((x, y) => (x.instanceId < y.instanceId ? -1 : 1)),
    );
    expect(complete.coverage).toMatchObject({
      state: 'current',
      rows: 25,
      asOf: at(100),
      problem: null,
      progress: null,
    });
  });

  it('starts again after it was cut off, without double rows', async () => {
    hub = new MemoryTaskHub({ instances: makeInstanceRows(25), pageSize: 10 });
    hub.beforePage = (_operation, page) => {
      if (page === 2) throw new AppError('store-unavailable', 'Cut off.');
    };
    await openOn(hub);
    await expect.poll(() => index.coverage().state, fast).toBe('stale');
    expect(index.coverage()).toMatchObject({ rows: 20, asOf: null });
    hub.beforePage = () => undefined;
    clock.advance(1000);
    await driver.caughtUp();
    expect((await index.list(query)).coverage).toMatchObject({ state: 'current', rows: 25, problem: null });
    expect(hub.scannedSince).toEqual([undefined, undefined]);
  });

  it('answers for an empty hub, and finds its first row later', async () => {
    await openCurrent({});
    expect(await index.list(query)).toMatchObject({ rows: [], total: 0, coverage: { state: 'current' } });
    hub.put(threeRows[0]!);
    await driver.nextPass();
    expect(await listedIds()).toEqual(['a']);
  });
});

describe('following', () => {
  it('takes in what was written since the newest row, with some overlap', async () => {
    await openCurrent({ instances: threeRows });
    hub.put(makeInstanceRow({ instanceId: 'b', runtimeStatus: 'Failed', rowVersion: at(11.5) }));
    hub.put(makeInstanceRow({ instanceId: 'd', rowVersion: at(13) }));
    await driver.nextPass();
    expect(hub.scannedSince.at(-1)).toBe(at(12 - 15));
    expect(await listedIds()).toEqual(['a', 'b', 'c', 'd']);
    expect((await index.list({ ...query, q: 'status:failed' })).total).toBe(1);
  });

  it('looks back as far as the scan before took, for rows written behind its position', async () => {
    hub = new MemoryTaskHub({ instances: threeRows, pageSize: 1 });
    const { reached, release } = holdScan('scanInstances', 2);
    await openOn(hub);
    index.watch(() => undefined);
    await reached;
    clock.advance(120_000);
    hub.put(makeInstanceRow({ instanceId: 'a', runtimeStatus: 'Completed', rowVersion: at(101) }));
    hub.put(makeInstanceRow({ instanceId: 'c', rowVersion: at(219) }));
    release();
    await expect.poll(() => index.coverage().state, fast).toBe('current');
    clock.advance(15_000);
    await driver.caughtUp();
    expect((await index.list({ ...query, q: 'status:completed' })).total).toBe(1);
  });

  it('ends when nobody watches, and the next question sets it going again', async () => {
    await openCurrent({ instances: threeRows });
    await driver.letGoBy(minute);
    expect(index.coverage().state).toBe('idle');
    expect(clock.waits()).toEqual([]);
    const { scanInstances } = hub.calls;
    const lastRead = index.coverage().asOf;
    await driver.letGoBy(600 * minute);
    hub.put(makeInstanceRow({ instanceId: 'd', rowVersion: at(13) }));
    expect(hub.calls.scanInstances).toBe(scanInstances);

    const idleAnswer = await index.list(query);
    expect(idleAnswer.coverage).toMatchObject({ state: 'idle', asOf: lastRead });
    await driver.caughtUp();
    expect(await index.list(query)).toMatchObject({ total: 4, coverage: { state: 'current' } });
  });

  it('goes on while somebody watches, and half a minute longer', async () => {
    await openCurrent({ instances: threeRows });
    const [stopFirst, stopSecond] = [index.watch(() => undefined), index.watch(() => undefined)];
    stopFirst();
    stopFirst();
    await driver.letGoBy(2 * minute);
    stopSecond();
    await driver.letGoBy(29_000);
    expect(index.coverage()).toMatchObject({ state: 'current', asOf: clock.now() });
    await driver.letGoBy(2000);
    expect(index.coverage().state).toBe('idle');
  });

  it('is no dearer for many watchers than for one', async () => {
    await openCurrent({ instances: threeRows });
    for (let viewer = 0; viewer < 200; viewer++) index.watch(() => undefined);
    const before = hub.calls.scanInstances;
    await driver.nextPass();
    expect(hub.calls.scanInstances).toBe(before + 1);
  });

  it('waits longer when a pass takes longer, and never more than a quarter of a minute', async () => {
    for (const [passMs, waitMs] of [
      [400, 4000],
      [9000, 15_000],
    ] as const) {
      clock = new ManualClock();
      hub = new MemoryTaskHub({ instances: threeRows });
      hub.beforePage = () => clock.advance(passMs);
      await openOn(hub);
      await expect.poll(() => index.coverage().state, fast).toBe('current');
      expect(clock.waits()).toEqual([waitMs]);
      await index.close();
    }
  });
});

describe('reconciling', () => {
  it('drops purged rows and keeps what was written or read meanwhile', async () => {
    await openCurrent({ instances: threeRows, pageSize: 1 });
    await driver.letGoBy(10 * minute);
    hub.purge('b');
    const { reached, release } = holdScan('scanInstanceIds', 1);
    await index.list(query);
    await reached;
    hub.put(makeInstanceRow({ instanceId: 'Read', rowVersion: at(5) }));
    await index.apply(makeInstanceRow({ instanceId: 'Read', rowVersion: at(5) }));
    hub.put(makeInstanceRow({ instanceId: 'Written', rowVersion: at(200) }));
    release();
    await driver.caughtUp();
    expect(await listedIds()).toEqual(['Read', 'Written', 'a', 'c']);
  });

  it('takes an instance that was purged and started again as the one that storage has', async () => {
    await openCurrent({ instances: threeRows });
    index.watch(() => undefined);
    hub.purge('a');
    const again = makeInstanceRow({ instanceId: 'a', executionId: 'second', rowVersion: at(50) });
    hub.put(again);
    await driver.nextPass();
    expect((await index.list(query)).rows[0]).toEqual(again);
    await driver.letGoBy(minute);
    expect(hub.calls.scanInstanceIds).toBe(1);
    expect(await listedIds()).toEqual(['a', 'b', 'c']);
  });

  it('is rare', async () => {
    await openCurrent({ instances: threeRows });
    index.watch(() => undefined);
    await driver.letGoBy(59_000);
    expect(hub.calls.scanInstanceIds).toBe(0);
    await driver.letGoBy(minute);
    expect(hub.calls.scanInstanceIds).toBe(1);
  });
});

describe('corrections', () => {
  it('take effect at once and never bring back an older row', async () => {
    await openCurrent({ instances: threeRows });
    await index.apply(
      makeInstanceDetail({ instanceId: 'a', runtimeStatus: 'Terminated', rowVersion: at(20) }),
    );
    await index.apply(makeInstanceRow({ instanceId: 'a', runtimeStatus: 'Running', rowVersion: at(19) }));
    await index.drop('b');
    const { rows } = await index.list(query);
    expect(rows.map(({ instanceId, runtimeStatus }) => `${instanceId} ${runtimeStatus}`)).toEqual([
      'a Terminated',
      'c Running',
    ]);
  });

  it('are not undone by a scan that saw the row before', async () => {
    hub = new MemoryTaskHub({ instances: threeRows });
    await openOn(hub);
    await driver.caughtUp();
    const scan = hub.scanInstances.bind(hub);
    hub.scanInstances = async function* (request) {
      for await (const page of scan(request)) {
        expect(page.map(({ instanceId }) => instanceId)).toContain('b');
        hub.purge('b');
        await index.drop('b');
        yield page;
      }
    };
    await driver.nextPass();
    expect(await listedIds()).toEqual(['a', 'c']);
  });
});
