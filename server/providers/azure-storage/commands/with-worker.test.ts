import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StartRequest } from '../../../../shared/contract/commands.ts';
import { instantToMs, msToInstant } from '../../../../shared/domain/instant.ts';
import { nowInstant } from '../../../clock.ts';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import { scenarioRegistry } from '../../../demo/worker/scenario-registry.ts';
import { openRig, type WorkerRig } from '../../../demo/worker/worker-rig.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { connectStorage, storageHub, type StorageHub } from '../../../testing/storage-hub.ts';
import { partitionOf } from '../format/control-queue.ts';

const hub = 'CommandedHub';
let azurite: Azurite;
let rig: WorkerRig;
let storage: StorageHub;
let commands: Commands;

beforeAll(async () => {
  azurite = await startAzurite();
  rig = await openRig(azurite, hub, scenarioRegistry);
  storage = storageHub(azurite.connectionString, hub);
  commands = connectStorage(azurite.connectionString).openHub(hub).commands;
});
afterAll(async () => {
  await rig.worker.stop();
  await azurite.stop();
});

function start(request: Partial<StartRequest> & { name: string; instanceId: string }) {
  return commands.start({ input: null, version: null, tags: null, scheduledAt: null, ...request });
}

function inSeconds(seconds: number): string {
  return msToInstant(instantToMs(nowInstant()) + seconds * 1000);
}

async function queueLength(partition: number): Promise<number> {
  const { approximateMessagesCount } = await storage.queue(`control-0${partition}`).getProperties();
  return approximateMessagesCount ?? 0;
}

describe('the worker', () => {
  it('runs what was started, with its input, version and tags', async () => {
    await start({ name: 'Chain', instanceId: 'chain', input: '3' });
    await start({ name: 'Versioned', instanceId: 'versioned', version: '21', tags: { tenant: 'contoso' } });
    expect(await rig.until('chain', 'Completed')).toMatchObject({ Output: '12' });
    expect(await rig.until('versioned', 'Completed')).toMatchObject({
      Output: '42',
      Version: '21',
      Tags: '{"tenant":"contoso"}',
    });
    const [, started] = await rig.history('versioned');
    expect(started).toMatchObject({ type: 'ExecutionStarted', tags: { tenant: 'contoso' } });
  });

  it('runs a start with a large input, and one whose input is too large for the row alone', async () => {
    for (const [instanceId, length] of [
      ['large', 100_000],
      ['between', 35_000],
    ] as const) {
      await start({ name: 'Waits', instanceId, input: JSON.stringify('x'.repeat(length)) });
      await rig.until(instanceId, 'Running');
      const [, started] = await rig.history(instanceId);
      expect(started!.input).toHaveLength(length + 2);
    }
  });

  it('runs a scheduled start at its time', async () => {
    const scheduledAt = inSeconds(2);
    await start({ name: 'Chain', instanceId: 'later', input: '1', scheduledAt });
    expect(await rig.row('later')).toMatchObject({ RuntimeStatus: 'Pending' });
    await rig.until('later', 'Completed');
    const [begun] = await rig.history('later');
    expect(begun!.timestamp >= scheduledAt).toBe(true);
  });

  it('begins another execution of an ended id, and one of another id, on a restart', async () => {
    const first = await start({ name: 'Chain', instanceId: 'again', input: '5' });
    await rig.until('again', 'Completed');
    const parameters = { newInstanceId: null, version: null, tags: null };
    const second = await commands.restart('again', { ...parameters, id: 'same', input: '6' });
    const ended = { RuntimeStatus: 'Completed', Output: '24', Generation: '1' };
    expect(await rig.untilRow('again', ended)).toMatchObject({ ExecutionId: second.executionId });
    expect(second.executionId).not.toBe(first.executionId);
    const copy = await commands.restart('again', { ...parameters, id: 'new' });
    expect(await rig.until(copy.instanceId, 'Completed')).toMatchObject({ Output: '24', Input: '6' });
  });

  it('changes the state of an entity on a signal, at once or later, and brings it to life', async () => {
    await commands.signalEntity('@Counter@told', { operation: 'add', input: '5', scheduledAt: null });
    await vi.waitFor(
      async () => expect((await rig.row('@counter@told')).Input).toContain('"state":"5"'),
      10_000,
    );
    const scheduledAt = inSeconds(2);
    await commands.signalEntity('@counter@told', { operation: 'add', input: '2', scheduledAt });
    const row = await vi.waitFor(async () => {
      const changed = await rig.row('@counter@told');
      expect(changed.Input).toContain('"state":"7"');
      return changed;
    }, 10_000);
    expect(row.LastUpdatedTime! >= scheduledAt).toBe(true);
  });
});

async function visibleMessage(partition: number) {
  const { peekedMessageItems } = await storage.queue(`control-0${partition}`).peekMessages();
  return peekedMessageItems[0] ?? null;
}

async function untilVisible(partition: number, minTaken: number): Promise<void> {
  await vi.waitFor(
    async () => expect((await visibleMessage(partition))?.dequeueCount).toBeGreaterThanOrEqual(minTaken),
    { timeout: 30_000, interval: 50 },
  );
}

async function untilHidden(partition: number): Promise<void> {
  await vi.waitFor(async () => expect(await visibleMessage(partition)).toBeNull(), {
    timeout: 20_000,
    interval: 20,
  });
}

/** Takes the message as a worker would, without handling it, until the worker will be the tenth to take it. */
async function takeUntilTenth(partition: number): Promise<void> {
  const queue = storage.queue(`control-0${partition}`);
  await vi.waitFor(
    async () => {
      const { receivedMessageItems } = await queue.receiveMessages({ visibilityTimeout: 30 });
      for (const { messageId, popReceipt, messageText } of receivedMessageItems)
        await queue.updateMessage(messageId, popReceipt, messageText, 0);
      expect(receivedMessageItems[0]?.dequeueCount).toBe(9);
    },
    { timeout: 30_000, interval: 20 },
  );
}

describe('a scheduled start that was cancelled', () => {
  const cancelled = { RuntimeStatus: 'Terminated', Output: 'not needed' };

  it('is taken out of its queue when this process sent it', async () => {
    const { executionId } = await start({
      name: 'Chain',
      instanceId: 'own',
      input: '1',
      scheduledAt: inSeconds(3600),
    });
    const partition = partitionOf('own', 4);
    const before = await queueLength(partition);
    const receipt = await commands.cancelScheduledStart('own', 'not needed');
    expect(receipt.summary).toContain('was deleted from its queue');
    expect(await queueLength(partition)).toBe(before - 1);
    const row = await rig.row('own');
    expect(row).toMatchObject(cancelled);
    expect(row.CompletedTime).toBe(receipt.sentAt);
    expect(row.ExecutionId).not.toBe(executionId);
  });

  it.each([
    [
      'this provider in another process',
      (instanceId: string, scheduledAt: string) =>
        connectStorage(azurite.connectionString).openHub(hub).commands.start({
          name: 'Chain',
          instanceId,
          input: '1',
          version: null,
          tags: null,
          scheduledAt,
        }),
    ],
    [
      'another client',
      (instanceId: string, scheduledStart: string) =>
        rig.client.start('Chain', { instanceId, input: 1, scheduledStart }),
    ],
  ])('never runs, and its message is dropped at the tenth try: sent by %s', async (sender, send) => {
    const instanceId = `cancelled of ${sender}`;
    const partition = partitionOf(instanceId, 4);
    await vi.waitFor(async () => expect(await queueLength(partition)).toBe(0), 20_000);
    await send(instanceId, inSeconds(3));
    const receipt = await commands.cancelScheduledStart(instanceId, 'not needed');
    expect(receipt.summary).toContain('stays invisible in the queue until');
    const row = await rig.row(instanceId);
    expect(row).toMatchObject(cancelled);
    // Waits in the open for the worker, which takes it and puts it back.
    await rig.worker.stop();
    await untilVisible(partition, 0);
    await rig.worker.start();
    await untilHidden(partition);
    await rig.worker.stop();
    await untilVisible(partition, 1);
    await takeUntilTenth(partition);
    await rig.worker.start();
    await vi.waitFor(async () => expect(await queueLength(partition)).toBe(0), 20_000);
    expect(await rig.row(instanceId)).toEqual(row);
    expect(await rig.history(instanceId)).toEqual([]);
  });

  it('can be started again under its id', async () => {
    await start({ name: 'Chain', instanceId: 'anew', input: '1', scheduledAt: inSeconds(3600) });
    await commands.cancelScheduledStart('anew', 'not needed');
    await start({ name: 'Chain', instanceId: 'anew', input: '2' });
    expect(await rig.until('anew', 'Completed')).toMatchObject({ Output: '8', Generation: '1' });
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'is running',
      { RuntimeStatus: 'Running', ScheduledStartTime: { type: 'DateTime', value: inSeconds(9) } },
    ],
    ['was never scheduled', { RuntimeStatus: 'Pending' }],
    ['is due', { RuntimeStatus: 'Pending', ScheduledStartTime: { type: 'DateTime', value: inSeconds(-1) } }],
  ])('is one that can be: it is refused when it %s', async (what, columns) => {
    await storage.instances.createEntity({ partitionKey: `it ${what}`, rowKey: '', ...columns });
    await expect(commands.cancelScheduledStart(`it ${what}`, 'x')).rejects.toMatchObject({
      code: 'action-refused',
    });
  });
});
