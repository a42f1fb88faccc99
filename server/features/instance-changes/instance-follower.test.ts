import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { InstanceChange } from '../../../shared/contract/instance-changes.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { InstanceFollowers } from './instance-changes-service.ts';

const events = Array.from({ length: 6 }, (_, ordinal) => makeHistoryEvent({ ordinal }));
const keyOf = (ordinal: number) => events[ordinal]!.rowKey;

let hub: MemoryTaskHub;
let server: TestApp;
let open: OpenHub;
let followers: InstanceFollowers;

function write(version: number, rows: number, overrides: Parameters<typeof makeInstanceRow>[0] = {}): void {
  hub.put(
    makeInstanceRow({
      instanceId: 'order',
      rowVersion: at(version),
      runtimeStatus: 'Running',
      ...overrides,
    }),
  );
  hub.setHistory('order', { events: events.slice(0, rows) });
}

beforeEach(async () => {
  hub = new MemoryTaskHub();
  write(1, 2);
  server = await startTestApp(hub);
  open = await server.hub('memory~TestHub');
  followers = new InstanceFollowers();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const reads = () => hub.calls.getInstance;
const ordinalsOf = (change: InstanceChange | undefined) =>
  change?.written?.page.events.map(({ ordinal }) => ordinal);

/** What a viewer is told, once the readings that are due have been done. */
async function follow(after = keyOf(1)) {
  const told: InstanceChange[] = [];
  const leave = followers.follow(open, { instanceId: 'order', after }, (change) => told.push(change));
  await pass(0);
  return { told, leave };
}

it('tells the instance and the rows behind the one that is known', async () => {
  const { told } = await follow(keyOf(0));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ instance: { instanceId: 'order' }, lastRowKey: keyOf(1), problem: null });
  expect(told[0]?.written?.after).toBe(keyOf(0));
  expect(ordinalsOf(told[0])).toEqual([1]);
});

it('reads only what was written since', async () => {
  const { told } = await follow();
  write(2, 4);
  await pass(1_000);
  expect(told[1]?.written?.after).toBe(keyOf(1));
  expect(ordinalsOf(told[1])).toEqual([2, 3]);
  expect(hub.calls.scanHistory).toBe(2);
});

it('asks less and less often while nothing happens, and reads no history', async () => {
  await follow();
  await pass(60_000);
  const before = reads();
  await pass(60_000);
  expect(reads() - before).toBe(12);
  expect(hub.calls.scanHistory).toBe(1);
});

it('reads for many as often as for one, and nothing when nobody looks', async () => {
  const viewers = await Promise.all(Array.from({ length: 20 }, () => follow()));
  expect(reads()).toBe(1);
  write(2, 3);
  await pass(1_000);
  expect(viewers.map(({ told }) => told.at(-1)?.lastRowKey)).toEqual(viewers.map(() => keyOf(2)));
  expect(reads()).toBe(2);
  for (const { leave } of viewers) leave();
  await pass(60_000);
  expect(reads()).toBe(2);
});

it('tells who comes later up to where the others are', async () => {
  await follow();
  const { told } = await follow('');
  expect(told[0]).toMatchObject({ lastRowKey: keyOf(1), written: null, instance: { instanceId: 'order' } });
  expect(reads()).toBe(1);
});

it('looks seldom at an instance that has ended, and as before when it goes on', async () => {
  const { told } = await follow();
  write(2, 3, { runtimeStatus: 'Failed' });
  await pass(1_000);
  expect(told.at(-1)?.instance?.runtimeStatus).toBe('Failed');
  await pass(60_000);
  expect(reads()).toBe(6);
  write(3, 3, { runtimeStatus: 'Pending' });
  await pass(15_000);
  expect(told.at(-1)).toMatchObject({ instance: { runtimeStatus: 'Pending' }, lastRowKey: keyOf(2) });
  const before = reads();
  await pass(5_000);
  expect(reads()).toBeGreaterThan(before + 1);
});

it('looks no more at an instance that is gone', async () => {
  const { told } = await follow();
  hub.purge('order');
  await pass(1_000);
  expect(told.at(-1)?.isGone).toBe(true);
  const before = reads();
  await pass(60_000);
  expect(reads()).toBe(before);
});

it('reads another execution from its beginning', async () => {
  const { told } = await follow();
  write(2, 1, { executionId: 'next' });
  await pass(1_000);
  expect(told.at(-1)?.written).toMatchObject({ after: '', page: { executionId: 'next' } });
});

it('says why it cannot read, and tells the rows that were missed once it can', async () => {
  const { told } = await follow();
  hub.fail('scanHistory');
  write(2, 3);
  await pass(1_000);
  expect(told.at(-1)).toMatchObject({ problem: { code: 'store-unavailable' }, written: null });
  hub.recover('scanHistory');
  await pass(2_000);
  expect(told.at(-1)?.problem).toBeNull();
  expect(ordinalsOf(told.at(-1))).toEqual([2]);
});

it('reads seldom while storage fails', async () => {
  await follow();
  hub.fail('getInstance');
  await pass(120_000);
  const before = reads();
  await pass(60_000);
  expect(reads() - before).toBe(2);
});

it('says that the instance was purged', async () => {
  const { told } = await follow();
  hub.purge('order');
  await pass(1_000);
  expect(told.at(-1)).toMatchObject({ isGone: true, instance: null });
});

it('says now and then that nothing happened', async () => {
  const { told } = await follow();
  await pass(20_000);
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)).toMatchObject({ written: null, problem: null });
});
