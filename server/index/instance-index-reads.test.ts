import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QueuedMessage } from '../../shared/contract/backlog.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { at, makeInstanceRow, makeInstanceRows } from '../../shared/testing/instances.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { IndexDriver } from '../testing/index-driver.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryTaskHub, type MemoryHubContent } from '../testing/memory-task-hub.ts';
import { openInstanceIndex } from './instance-index.ts';

const fast = { interval: 2, timeout: 10_000 };

const queuedMessage: QueuedMessage = {
  messageId: 'm',
  insertedAt: null,
  dequeueCount: 0,
  encoding: 'base64',
  sizeBytes: 10,
  eventType: 'EventRaised',
  instanceId: null,
  executionId: null,
  name: null,
  eventAt: null,
  dueAt: null,
  blobName: null,
  problems: [],
};

let hub: MemoryTaskHub;
let clock: ManualClock;
let index: InstanceIndex;
let driver: IndexDriver;

beforeEach(() => {
  clock = new ManualClock();
});

afterEach(() => index.close());

/** `passMs`: how long every pass takes. */
async function openCurrent(content: MemoryHubContent, passMs = 0): Promise<void> {
  hub = new MemoryTaskHub(content);
  hub.beforePage = (operation) => {
    if (operation === 'scanInstances') clock.advance(passMs);
  };
  index = await openInstanceIndex(hub, { clock });
  driver = new IndexDriver(index, clock);
  await expect.poll(() => index.coverage().state, fast).toBe('current');
}

const row = (instanceId: string, more: Parameters<typeof makeInstanceRow>[0] = {}) =>
  makeInstanceRow({ instanceId, rowVersion: at(10), ...more });

async function shown(id: string) {
  return (await index.watched([id], '')).rows[0];
}

describe('failures', () => {
  const failure = { errorType: 'E', message: 'It broke.', failingFunction: null, fingerprint: 'e' };
  const failed = (id: string) => row(id, { runtimeStatus: 'Failed', failure });

  it('are read after the build, one by one when they are few', async () => {
    await openCurrent({ instances: [row('a'), failed('f'), failed('g')] });
    await expect.poll(() => index.coverage().unreadFailures, fast).toBe(0);
    expect(hub.failuresAsked).toEqual([expect.arrayContaining(['f', 'g'])]);
    expect(await shown('f')).toMatchObject({ failure });
  });

  it('are read in one scan when they are many', async () => {
    await openCurrent({ instances: Array.from({ length: 300 }, (_, i) => failed(`f${i}`)) });
    await expect.poll(() => index.coverage().unreadFailures, fast).toBe(0);
    expect(hub.failuresAsked).toEqual(['all']);
  });

  it('are read again when a failed instance changes', async () => {
    await openCurrent({ instances: [failed('f')] });
    index.watch(() => undefined);
    await expect.poll(() => index.coverage().unreadFailures, fast).toBe(0);
    const later = { ...failure, message: 'It broke again.' };
    hub.put({ ...failed('f'), failure: later, rowVersion: at(20) });
    await driver.nextPass();
    await expect.poll(async () => (await shown('f'))?.failure, fast).toEqual(later);
  });

  it('that cannot be read are counted, and not asked for at every pass', async () => {
    await openCurrent({ instances: [row('f', { runtimeStatus: 'Failed' })] });
    index.watch(() => undefined);
    await driver.letGoBy(20_000);
    expect(index.coverage()).toMatchObject({ state: 'current', unreadFailures: 1 });
    expect(hub.failuresAsked).toHaveLength(1);
    await driver.letGoBy(20_000);
    expect(hub.failuresAsked).toHaveLength(2);
  });
});

describe('parents', () => {
  it('are linked when the execution that a child names is there, and noted from histories', async () => {
    const executionId = 'e'.repeat(32);
    await openCurrent({ instances: [row('child', { parentExecutionId: executionId }), row('other')] });
    index.watch(() => undefined);
    expect(await shown('child')).toMatchObject({ parentInstanceId: null, parentExecutionId: executionId });
    hub.put(row('parent', { executionId, rowVersion: at(20) }));
    await index.noteParent('other', 'boss');
    await driver.nextPass();
    expect(await shown('child')).toMatchObject({ parentInstanceId: 'parent' });
    hub.put(row('other', { rowVersion: at(30) }));
    await driver.nextPass();
    expect(await shown('other')).toMatchObject({ parentInstanceId: 'boss', rowVersion: at(30) });
  });
});

/** Lets half seconds go by, every single read ending before time goes on. */
async function letTicksGoBy(ms: number): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= 500) {
    clock.advance(500);
    // Corrections are written one after the other: those of the reads before this one.
    for (let turn = 0; turn < 3; turn++) await index.drop('nobody');
  }
}

describe('single reads', () => {
  it('follow a command until the instance has changed', async () => {
    await openCurrent({ instances: [row('a')] });
    await driver.letGoBy(60_000);
    const { scanInstances } = hub.calls;
    index.expectChange('a');
    await letTicksGoBy(4_500);
    expect(hub.calls.getInstance).toBe(2);
    hub.put(row('a', { runtimeStatus: 'Terminated', rowVersion: at(11) }));
    await letTicksGoBy(3_000);
    expect(hub.calls).toMatchObject({ getInstance: 3, scanInstances });
    await letTicksGoBy(60_000);
    expect(hub.calls.getInstance).toBe(3);
    expect(await shown('a')).toMatchObject({ runtimeStatus: 'Terminated' });
  });

  it('after a command end by themselves, and find that an instance is gone', async () => {
    await openCurrent({ instances: [row('a'), row('b')] });
    await driver.letGoBy(60_000);
    index.expectChange('a');
    await letTicksGoBy(60_000);
    expect(hub.calls.getInstance).toBeGreaterThan(5);
    expect(hub.calls.getInstance).toBeLessThanOrEqual(15);
    expect(clock.waits()).toEqual([]);
    hub.purge('b');
    index.expectChange('b');
    await letTicksGoBy(3_000);
    expect(index.coverage().rows).toBe(1);
  });

  it('are left out for rows on screens while following all is quick', async () => {
    await openCurrent({ instances: [row('a')] });
    for (let asked = 0; asked < 10; asked++) {
      await shown('a');
      await driver.letGoBy(2_000);
    }
    expect(hub.calls.getInstance).toBe(0);
  });

  it('of open rows on screens cost the same for 200 viewers as for one', async () => {
    const instances = [row('a'), row('b'), row('done', { runtimeStatus: 'Completed' }), row('@account@1')];
    const reads: number[] = [];
    for (const viewers of [1, 200]) {
      await openCurrent({ instances }, 2_000);
      const ids = instances.map(({ instanceId }) => instanceId);
      for (let viewer = 0; viewer < viewers; viewer++) await index.watched(ids, '');
      clock.advance(11_000);
      await expect.poll(() => hub.calls.getInstance, fast).toBeGreaterThan(0);
      await driver.passEnded();
      reads.push(hub.calls.getInstance);
      await index.close();
    }
    expect(reads[1]).toBe(reads[0]);
  });

  it('look at instances with messages in control queues while somebody watches a slow hub', async () => {
    const backlog = makeBacklog();
    const queue = backlog.partitions[0]!.queue;
    const message = { ...queuedMessage, instanceId: 'a' };
    await openCurrent({ instances: [row('a')], backlog, messages: { [queue]: [message] } }, 2_000);
    index.watch(() => undefined);
    hub.put(row('a', { runtimeStatus: 'Completed', rowVersion: at(11) }));
    clock.advance(5_000);
    await expect.poll(() => hub.calls.peekMessages, fast).toBe(backlog.partitions.length);
    clock.advance(500);
    await expect.poll(async () => (await shown('a'))?.runtimeStatus, fast).toBe('Completed');
    expect(hub.calls.scanInstances).toBe(1);
  });
});

it('one row written by a server whose clock is ahead hides nothing that others write', async () => {
  await openCurrent({ instances: [...makeInstanceRows(3), row('ahead', { rowVersion: at(7200) })] });
  index.watch(() => undefined);
  clock.advance(1_000);
  await driver.caughtUp();
  hub.put(row('written now', { rowVersion: at(101) }));
  await driver.nextPass();
  expect(await shown('written now')).toBeDefined();
});
