import { afterEach, describe, expect, it } from 'vitest';
import { functionSamplingBounds } from '../../shared/contract/functions-map.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { FunctionRef } from '../../shared/domain/function-map/function-ref.ts';
import { asked, done, ended, makeHistory, started, turn } from '../../shared/testing/execution-history.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { AppError } from '../errors.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { openInstanceIndex } from '../index/instance-index.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { FunctionSampler } from './function-sampler.ts';
import { impactOf } from './impact-of.ts';

const endedHistory = makeHistory(
  turn(started(), asked(0, 'Reserve')),
  turn(done(0), asked(1)),
  turn(done(1), ended()),
);
const runningHistory = makeHistory(turn(started(), asked(0, 'Reserve')));
const charge: FunctionRef = { kind: 'activity', name: 'Charge' };

let index: InstanceIndex;
let hub: MemoryTaskHub;
const faults: unknown[] = [];

function row(instanceId: string, overrides: Partial<InstanceRow> = {}): InstanceRow {
  return makeInstanceRow({
    instanceId,
    executionId: 'e',
    name: 'Order',
    runtimeStatus: 'Completed',
    ...overrides,
  });
}

async function open(rows: readonly InstanceRow[], retryDelaysMs: readonly number[] = [0, 0]) {
  const historyOf = ({ runtimeStatus }: InstanceRow) =>
    runtimeStatus === 'Running' ? runningHistory : endedHistory;
  hub = new MemoryTaskHub({
    instances: rows,
    histories: Object.fromEntries(rows.map((each) => [each.instanceId, { events: historyOf(each) }])),
  });
  index = await openInstanceIndex(hub);
  await expect.poll(() => index.coverage().state).not.toBe('building');
  return new FunctionSampler({ hub, index, logFailure: (error) => faults.push(error) }, retryDelaysMs);
}

afterEach(() => index.close());

function many(count: number, overrides: (n: number) => Partial<InstanceRow> = () => ({})): InstanceRow[] {
  return Array.from({ length: count }, (_, n) =>
    row(`order-${n}`, { lastUpdatedAt: at(n), ...overrides(n) }),
  );
}

async function read(sampler: FunctionSampler, focus: FunctionRef | null = null) {
  await sampler.start(focus);
  await expect.poll(() => sampler.state().sampling?.state, { timeout: 10_000 }).not.toBe('running');
  return sampler.state();
}

/** Reads of histories wait until they are let go. */
function holdReads() {
  const original = hub.readHistory.bind(hub);
  const waiting: (() => void)[] = [];
  hub.readHistory = async (id, request) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return original(id, request);
  };
  return { waiting, letGo: () => waiting.splice(0).forEach((resolve) => resolve()) };
}

describe('samples', () => {
  it('are not read before somebody asks', async () => {
    const sampler = await open(many(3));
    expect(sampler.state()).toEqual({ sampling: null, mapOf: null, map: null });
    expect(hub.calls.readHistory).toBe(0);
  });

  it('are bounded for each name and in all, whatever the hub holds', { timeout: 20_000 }, async () => {
    const sampler = await open(many(900, (n) => ({ name: `Order${n % 30}` })));
    const { sampling, map } = await read(sampler);
    expect(sampling).toMatchObject({ state: 'done', looked: 390, total: 390, instances: 900, names: 30 });
    expect(hub.calls.readHistory).toBeLessThanOrEqual(functionSamplingBounds.histories);
    for (const node of map!.nodes.filter(({ kind }) => kind === 'orchestrator'))
      expect(node).toMatchObject({ sampledRuns: 13, inHub: { total: 30 } });
  });

  it('are the latest of those that ended, failed and run, and none of those that wait to start', async () => {
    const status = (n: number) => (['Completed', 'Failed', 'Running', 'Pending'] as const)[n % 4]!;
    const sampler = await open(many(400, (n) => ({ runtimeStatus: status(n) })));
    const asked: string[] = [];
    const original = hub.readHistory.bind(hub);
    hub.readHistory = (id, request) => {
      asked.push(id);
      return original(id, request);
    };
    await read(sampler);
    const places = asked.map((id) => Number(id.slice('order-'.length)));
    const byStatus = Object.fromEntries(
      ['Completed', 'Failed', 'Running', 'Pending'].map((word) => [
        word,
        places.filter((n) => status(n) === word).length,
      ]),
    );
    expect(byStatus).toEqual({ Completed: 7, Failed: 6, Running: 7, Pending: 0 });
    expect(Math.min(...places)).toBeGreaterThan(350);
  });

  it('are read in few rows of each history, and say that they were', async () => {
    const sampler = await open(many(1));
    const rows = Array.from({ length: 3_000 }, (_, n) => asked(n, 'Square'));
    hub.setHistory('order-0', { events: makeHistory(turn(started(), ...rows)) });
    const { sampling, map } = await read(sampler);
    expect(sampling).toMatchObject({ cutShort: 1, looked: 1 });
    expect(map!.calls).toMatchObject([{ calls: functionSamplingBounds.rowsOfOneHistory - 2, openCalls: 0 }]);
  });

  it('are read four at a time and once for all who ask', async () => {
    const sampler = await open(many(12));
    const reads = holdReads();
    const first = await sampler.start(null);
    await expect.poll(() => reads.waiting.length).toBe(4);
    expect(await sampler.start(null)).toEqual(first);
    expect(sampler.state().sampling).toMatchObject({ state: 'running', looked: 0, total: 12 });
    await expect(sampler.start(charge)).rejects.toMatchObject({ code: 'action-refused' });
    await expect
      .poll(() => {
        expect(reads.waiting.length).toBeLessThanOrEqual(4);
        reads.letGo();
        return sampler.state().sampling?.state;
      })
      .toBe('done');
    expect(hub.calls.readHistory).toBe(12);
  });

  it('can be broken off; what was read stays where there is nothing better', async () => {
    const sampler = await open(many(12));
    const reads = holdReads();
    await sampler.start(null);
    await expect.poll(() => reads.waiting.length).toBe(4);
    reads.letGo();
    await expect.poll(() => sampler.state().sampling?.looked).toBe(4);
    expect(sampler.cancel()).toMatchObject({ state: 'cancelled', looked: 4, total: 12 });
    reads.letGo();
    expect(sampler.state().map?.nodes[0]).toMatchObject({ sampledRuns: 4 });

    const second = sampler.start(null);
    await expect.poll(() => (reads.letGo(), sampler.state().sampling?.state)).toBe('done');
    await second;
    expect(sampler.state().map?.nodes[0]).toMatchObject({ sampledRuns: 12 });
    await sampler.start(null);
    sampler.cancel();
    expect(sampler.state()).toMatchObject({
      sampling: { state: 'cancelled' },
      mapOf: { state: 'done', looked: 12 },
    });
  });

  it('wait out trouble of storage in sight, and give up when it lasts', async () => {
    const sampler = await open(many(2), [0, 60_000]);
    hub.fail('readHistory', new AppError('store-unavailable', 'The account does not answer.'));
    await sampler.start(null);
    await expect.poll(() => sampler.state().sampling?.problem?.message).toBe('The account does not answer.');
    expect(sampler.state().sampling?.state).toBe('running');
    sampler.cancel();
    const impatient = new FunctionSampler({ hub, index, logFailure: () => undefined }, []);
    expect((await read(impatient)).sampling).toMatchObject({
      state: 'failed',
      problem: { code: 'store-unavailable' },
    });
  });

  it('leave out what cannot be read, and count it', async () => {
    const sampler = await open(many(3));
    hub.setHistory('order-1', { events: [] });
    const original = hub.readHistory.bind(hub);
    hub.readHistory = (id, request) =>
      id === 'order-2' ? Promise.reject(new AppError('internal', 'Torn.')) : original(id, request);
    const { sampling, map } = await read(sampler);
    expect(sampling).toMatchObject({ state: 'done', looked: 3, withoutHistory: 1, unreadable: 1 });
    expect(map!.nodes[0]).toMatchObject({ sampledRuns: 1 });
  });
});

describe('what needs a function', () => {
  it('is read of more running callers when asked to, without counting them in the map', async () => {
    const sampler = await open([
      ...many(30, () => ({ runtimeStatus: 'Running' })),
      ...many(30).map((each) => ({ ...each, instanceId: `ended-${each.instanceId}` })),
    ]);
    const { map } = await read(sampler);
    const before = await impactOf(index, sampler.kept, charge);
    expect(before.callers).toMatchObject([
      { name: 'Order', endedRuns: 10, callingRuns: 10, running: { count: 30 }, looked: 10, notLooked: 20 },
    ]);
    const after = await read(sampler, charge);
    expect(after.sampling).toMatchObject({ looked: 30, total: 30, instances: 30 });
    expect(after.map).toEqual(map);
    expect((await impactOf(index, sampler.kept, charge)).callers).toMatchObject([
      { looked: 30, notLooked: 0, ahead: { count: 30 }, open: { count: 0 }, done: { count: 0 } },
    ]);
  });

  it('counts no instance that ended or went on as new since it was read', async () => {
    const sampler = await open(many(4, () => ({ runtimeStatus: 'Running' })));
    await read(sampler);
    const reserve: FunctionRef = { kind: 'activity', name: 'Reserve' };
    expect((await impactOf(index, sampler.kept, reserve)).callers[0]).toMatchObject({
      looked: 4,
      open: { count: 4 },
    });
    await index.apply(row('order-0', { rowVersion: at(900) }));
    await index.apply(row('order-1', { runtimeStatus: 'Running', executionId: 'next', rowVersion: at(900) }));
    expect((await impactOf(index, sampler.kept, reserve)).callers[0]).toMatchObject({
      looked: 2,
      open: { count: 2 },
      running: { count: 3 },
      notLooked: 1,
    });
  });

  it('is only what bears the name as long as nothing was read', async () => {
    const sampler = await open(many(2, (n) => ({ runtimeStatus: 'Running', version: n === 0 ? '1.0' : '' })));
    const impact = await impactOf(index, sampler.kept, { kind: 'orchestrator', name: 'Order' });
    expect(impact).toMatchObject({ own: { count: 2 }, callers: [], sampledAt: null });
    for (const { count, q } of impact.ownVersions) {
      const { total } = await index.list({ q, sort: 'createdAt', order: 'desc', limit: 1 });
      expect([count, total]).toEqual([1, 1]);
    }
    expect(impact.ownVersions).toHaveLength(2);
    await expect(sampler.start(charge)).rejects.toMatchObject({ code: 'action-refused' });
    expect(hub.calls.readHistory).toBe(0);
  });
});
