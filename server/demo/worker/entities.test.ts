import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { startAzurite, type Azurite } from '../azurite.ts';
import { scenarioRegistry } from './scenario-registry.ts';
import { openRig, type WorkerRig } from './worker-rig.ts';

let azurite: Azurite;
let rig: WorkerRig;
beforeAll(async () => {
  azurite = await startAzurite();
  rig = await openRig(azurite, 'Entities', scenarioRegistry);
});
afterAll(async () => {
  await rig.worker.stop();
  await azurite.stop();
});

function entityInput(row: Readonly<Record<string, string | null>>): Record<string, unknown> {
  return JSON.parse(row.Input ?? '{}') as Record<string, unknown>;
}

describe('an entity', () => {
  it('comes to life with its first signal and keeps only its last batch as history', async () => {
    for (const amount of [2, 3])
      await rig.client.signalEntity({ name: 'Counter', key: 'a@b' }, 'add', amount);
    const row = await rig.untilRow('@counter@a@b', { Input: '{"state":"5","sorter":{}}' });
    expect(row).toMatchObject({
      RuntimeStatus: 'Running',
      Name: '@counter@a@b',
      CustomStatus: '{"entityExists":true}',
      Version: '',
      Tags: 'null',
    });
    expect(row.Generation).toBeUndefined();
    expect(await rig.historyTypes('@counter@a@b')).toEqual([
      'OrchestratorStarted',
      'ExecutionStarted',
      'OrchestratorCompleted',
    ]);
  });

  it('is summed up as gone after it deleted its state', async () => {
    await rig.client.signalEntity({ name: 'counter', key: 'gone' }, 'add', 1);
    await rig.client.signalEntity({ name: 'counter', key: 'gone' }, 'delete');
    await rig.untilRow('@counter@gone', { CustomStatus: '{}', Input: '{"sorter":{}}' });
  });

  it('keeps its state when an operation fails', async () => {
    await rig.client.signalEntity({ name: 'counter', key: 'firm' }, 'set', 'good');
    await rig.client.signalEntity({ name: 'counter', key: 'firm' }, 'refuse');
    await rig.client.signalEntity({ name: 'counter', key: 'firm' }, 'no such operation');
    const first = await rig.untilRow('@counter@firm', { Input: '{"state":"\\"good\\"","sorter":{}}' });
    await rig.client.start('Refused', { instanceId: 'refused', input: 'firm' });
    expect(await rig.until('refused', 'Failed')).toMatchObject({ Output: 'RangeError: the entity refused' });
    const second = await rig.row('@counter@firm');
    expect(entityInput(second).state).toBe('"good"');
    expect(second.ExecutionId).not.toBe(first.ExecutionId);
  });

  it('answers calls after the signals sent before them', async () => {
    await rig.client.start('Counts', { instanceId: 'counts', input: 'ordered' });
    expect(await rig.until('counts', 'Completed')).toMatchObject({ Output: '5' });
    const row = await rig.row('@counter@ordered');
    expect(row.Input).toMatch(/"sorter":\{"ReceivedFromInstance":\{"counts":\{"Last":"[^"]+","ExecutionId":/);
  });

  it('waits for the time of a scheduled signal', async () => {
    const due = msToInstant(Date.now() + 1500);
    await rig.client.signalEntity({ name: 'counter', key: 'later' }, 'add', 7, due);
    const row = await rig.untilRow('@counter@later', { CustomStatus: '{"entityExists":true}' });
    expect(entityInput(row).state).toBe('7');
    expect(String(row.CreatedTime) >= due).toBe(true);
  });

  it('signals another entity', async () => {
    await rig.client.signalEntity({ name: 'counter', key: 'first' }, 'pass', 11);
    const row = await rig.untilRow('@counter@passed-on', { CustomStatus: '{"entityExists":true}' });
    expect(entityInput(row).state).toBe('11');
    expect(entityInput(await rig.row('@counter@first')).sorter).toHaveProperty('LastSentToInstance');
  });

  it('keeps a large state in a blob and removes the blob of the state before', async () => {
    const big = 'z'.repeat(70_000);
    await rig.client.signalEntity({ name: 'counter', key: 'big' }, 'set', big);
    const first = await rig.untilRow('@counter@big', { RuntimeStatus: 'Running' });
    expect(first.Input).toContain('%40counter%40big/history-0000000000000001-ExecutionStarted-');
    await rig.client.signalEntity({ name: 'counter', key: 'big' }, 'set', 1);
    await rig.untilRow('@counter@big', { Input: '{"state":"1","sorter":{}}' });
    const blobs: string[] = [];
    const list = async () => {
      blobs.length = 0;
      for await (const blob of rig.storage.largeMessages.listBlobsFlat()) blobs.push(blob.name);
      return blobs.filter((name) => name.startsWith('@counter@big/history'));
    };
    await expect.poll(list).toEqual([]);
  });
});

describe('locks', () => {
  it('let one orchestration through at a time, whatever order they name the entities in', async () => {
    for (const key of ['x', 'y']) await rig.client.signalEntity({ name: 'account', key }, 'add', 100);
    await rig.untilRow('@account@y', { CustomStatus: '{"entityExists":true}' });
    await rig.client.start('Transfers', {
      instanceId: 'holder',
      input: { from: 'y', to: 'x', amount: 1, hold: true },
    });
    await rig.untilRow('holder', { CustomStatus: '"locked"' });
    await rig.client.start('Transfers', { instanceId: 'waiter', input: { from: 'x', to: 'y', amount: 10 } });
    const locked = await rig.untilRow('@account@x', {
      CustomStatus: '{"entityExists":true,"queueSize":1,"lockedBy":"holder"}',
    });
    expect(entityInput(locked).queue).toMatchObject([
      {
        op: null,
        parent: 'waiter',
        lockset: [
          { name: 'account', key: 'x' },
          { name: 'account', key: 'y' },
        ],
      },
    ]);
    await rig.client.raiseEvent('holder', 'Go');
    expect(await rig.until('holder', 'Completed')).toMatchObject({ Output: '"moved"' });
    expect(await rig.until('waiter', 'Completed')).toMatchObject({ Output: '"moved"' });
    await rig.untilRow('@account@x', { CustomStatus: '{"entityExists":true}' });
    await rig.untilRow('@account@y', { CustomStatus: '{"entityExists":true}' });
    expect(entityInput(await rig.row('@account@x')).state).toBe('91');
    expect(entityInput(await rig.row('@account@y')).state).toBe('109');
  });
});
