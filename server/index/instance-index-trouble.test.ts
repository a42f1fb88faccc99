import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Coverage } from '../../shared/contract/coverage.ts';
import { at, makeInstanceRow, makeInstanceRows } from '../../shared/testing/instances.ts';
import { AppError } from '../errors.ts';
import type { InstanceIndex, InstanceListQuery } from '../task-hub/instance-index.ts';
import { IndexDriver } from '../testing/index-driver.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { openInstanceIndex } from './instance-index.ts';

const query: InstanceListQuery = { q: '', sort: 'instanceId', order: 'asc', limit: 1000 };
const fast = { interval: 2, timeout: 10_000 };

let hub: MemoryTaskHub;
let clock: ManualClock;
let index: InstanceIndex;
let driver: IndexDriver;
let failures: unknown[];

beforeEach(async () => {
  clock = new ManualClock();
  failures = [];
  hub = new MemoryTaskHub({ instances: makeInstanceRows(3), pageSize: 2 });
  index = await openInstanceIndex(hub, { clock, onFailure: (error) => failures.push(error) });
  driver = new IndexDriver(index, clock);
  await driver.caughtUp();
});

afterEach(() => index.close());

async function scanBegan(): Promise<void> {
  const before = hub.calls.scanInstances;
  clock.advance(30_000);
  await expect.poll(() => hub.calls.scanInstances, fast).toBeGreaterThan(before);
  await driver.passEnded();
}

describe('storage trouble', () => {
  it('is shown with its cause and age, keeps the rows, and ends by itself', async () => {
    index.watch(() => undefined);
    hub.fail('scanInstances', new AppError('store-unavailable', 'The account does not answer.'));
    clock.advance(1000);
    await expect.poll(() => index.coverage().state, fast).toBe('stale');
    const problem = { code: 'store-unavailable', message: 'The account does not answer.', since: at(101) };
    const stale = { state: 'stale', rows: 3, asOf: at(100), problem };
    expect((await index.list(query)).coverage).toMatchObject(stale);
    await scanBegan();
    await scanBegan();
    expect(index.coverage()).toMatchObject(stale);
    expect(failures).toHaveLength(1);

    hub.recover('scanInstances');
    hub.put(makeInstanceRow({ instanceId: 'late', rowVersion: at(40) }));
    await scanBegan();
    await expect.poll(() => index.coverage().state, fast).toBe('current');
    expect(await index.list(query)).toMatchObject({
      total: 4,
      coverage: { state: 'current', problem: null },
    });
  });

  it('is retried ever more slowly', async () => {
    index.watch(() => undefined);
    hub.fail('scanInstances');
    clock.advance(1000);
    await driver.passEnded();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      const waitMs = clock.waits().at(-1) ?? 0;
      waits.push(waitMs);
      await driver.letGoBy(waitMs);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('in a page half-way keeps what came before and misses nothing after', async () => {
    hub.put(makeInstanceRow({ instanceId: 'zz', rowVersion: at(50) }));
    hub.put(makeInstanceRow({ instanceId: '0', rowVersion: at(50) }));
    hub.beforePage = (_operation, page) => {
      if (page === 1) throw new AppError('store-unavailable', 'Cut off.');
    };
    clock.advance(1000);
    await expect.poll(() => index.coverage().state, fast).toBe('stale');
    hub.beforePage = () => undefined;
    clock.advance(1000);
    await driver.caughtUp();
    expect((await index.list(query)).total).toBe(5);
  });

  it('that a pass waits to outlast is told meanwhile, with its cause', async () => {
    let waitIsOver = (): void => undefined;
    const scan = hub.scanInstances.bind(hub);
    hub.scanInstances = async function* (request) {
      request.onTrouble?.(new AppError('store-unavailable', 'Throttling.'));
      await new Promise<void>((resolve) => (waitIsOver = resolve));
      yield* scan(request);
    };
    clock.advance(1000);
    await expect
      .poll(() => index.coverage(), fast)
      .toMatchObject({ state: 'stale', asOf: at(100), problem: { message: 'Throttling.' } });
    waitIsOver();
    await driver.caughtUp();
    expect(index.coverage()).toMatchObject({ state: 'current', problem: null });
  });

  it('in a reconciling scan drops nothing', async () => {
    index.watch(() => undefined);
    hub.beforePage = (operation, page) => {
      if (operation === 'scanInstanceIds' && page === 1) throw new Error('boom');
    };
    await driver.letGoBy(60_000);
    expect(index.coverage()).toMatchObject({ state: 'stale', rows: 3, problem: { code: 'internal' } });
  });

  it('that made a reconciling scan slow does not put the next one off', async () => {
    index.watch(() => undefined);
    let isSlow = true;
    hub.beforePage = (operation) => {
      if (operation !== 'scanInstanceIds' || !isSlow) return;
      isSlow = false;
      clock.advance(120_000);
    };
    await driver.letGoBy(60_000);
    hub.purge('order-000000');
    hub.fail('scanInstances');
    await scanBegan();
    expect(index.coverage().state).toBe('stale');
    hub.recover('scanInstances');
    await driver.letGoBy(180_000);
    expect(index.coverage()).toMatchObject({ state: 'current', rows: 2 });
  });

  it('is not retried while nobody watches', async () => {
    hub.fail('scanInstances');
    clock.advance(1000);
    await expect.poll(() => index.coverage().state, fast).toBe('stale');
    await driver.letGoBy(30_000);
    clock.advance(30_000);
    expect(clock.waits()).toEqual([]);
    const { scanInstances } = hub.calls;
    clock.advance(3_600_000);
    expect(hub.calls.scanInstances).toBe(scanInstances);
    expect(index.coverage().state).toBe('stale');
  });
});

describe('watching', () => {
  it('hears of passes that changed rows, and of no others', async () => {
    const heard: Coverage[] = [];
    index.watch(({ coverage }) => heard.push(coverage));
    await driver.nextPass();
    await driver.nextPass();
    expect(heard).toEqual([]);
    hub.put(makeInstanceRow({ instanceId: 'new', rowVersion: at(30) }));
    await driver.nextPass();
    expect(heard).toMatchObject([{ rows: 4 }]);
  });

  it('hears when the answers go stale and when they recover', async () => {
    const heard: string[] = [];
    index.watch(({ coverage }) => heard.push(coverage.state));
    hub.fail('scanInstances');
    clock.advance(1000);
    await expect.poll(() => heard, fast).toEqual(['stale']);
    hub.recover('scanInstances');
    clock.advance(1000);
    await expect.poll(() => heard, fast).toEqual(['stale', 'current']);
  });

  it('hears at most twice a second, and of the last change for sure', async () => {
    const heard: number[] = [];
    index.watch(({ coverage }) => heard.push(coverage.rows));
    for (const instanceId of ['p', 'q', 'r', 's']) await index.apply(makeInstanceRow({ instanceId }));
    expect(heard).toEqual([4]);
    clock.advance(500);
    expect(heard).toEqual([4, 7]);
  });

  it('hears of corrections, and nothing any more once stopped', async () => {
    const heard: number[] = [];
    const stop = index.watch(({ coverage }) => heard.push(coverage.rows));
    await index.drop('order-000000');
    expect(heard).toEqual([2]);
    await index.drop('order-000000');
    clock.advance(500);
    expect(heard).toEqual([2]);
    stop();
    await index.drop('order-000001');
    expect(heard).toEqual([2]);
  });

  it('bears a listener that fails', async () => {
    const heard: number[] = [];
    index.watch(() => {
      throw new Error('gone');
    });
    index.watch(({ coverage }) => heard.push(coverage.rows));
    await index.apply(makeInstanceRow({ instanceId: 'new' }));
    expect(heard).toEqual([4]);
    expect(failures).toHaveLength(1);
  });
});

describe('closing', () => {
  it('cuts a running scan off, waits for nothing and reads no more', async () => {
    index.watch(() => undefined);
    let reachedPage: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (reachedPage = resolve));
    let release: () => void = () => undefined;
    hub.beforePage = async () => {
      reachedPage();
      await new Promise<void>((resolve) => (release = resolve));
    };
    clock.advance(1000);
    await reached;
    const closing = index.close();
    release();
    await closing;
    expect(clock.waits()).toEqual([]);
    expect(failures).toEqual([]);
    await expect(index.list(query)).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(index.apply(makeInstanceRow())).rejects.toMatchObject({ code: 'store-unavailable' });
    await index.close();
  });
});
