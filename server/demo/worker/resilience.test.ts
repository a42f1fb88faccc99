import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nowInstant } from '../../clock.ts';
import { startAzurite, type Azurite } from '../azurite.ts';
import type { Registry } from './definitions.ts';
import { newEvent } from './history-event.ts';
import type { RawRow } from './history-row.ts';
import { clientSender, createMessageSender } from './message-sender.ts';
import { leaseOf, type PartitionLease } from './partition-lease.ts';
import { createPayloadBlobs } from './payload-blobs.ts';
import { scenarioRegistry } from './scenario-registry.ts';
import { openRig, type WorkerRig } from './worker-rig.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

async function leases(rig: WorkerRig): Promise<PartitionLease[]> {
  const found: PartitionLease[] = [];
  const rows = rig.storage.partitions.listEntities({ disableTypeConversion: true });
  for await (const row of rows) found.push(leaseOf(row satisfies RawRow));
  return found;
}

async function owners(rig: WorkerRig): Promise<(string | null)[]> {
  return (await leases(rig)).map(({ currentOwner }) => currentOwner);
}

describe('a worker', () => {
  it('gives its partitions and unfinished activities back when it stops, and another goes on', async () => {
    const slow: Registry = {
      ...scenarioRegistry,
      activities: { ...scenarioRegistry.activities, Double: scenarioRegistry.activities.Hang! },
    };
    const rig = await openRig(azurite, 'Restart', slow, { workerId: 'first' });
    await rig.client.start('Chain', { instanceId: 'chain', input: 4 });
    await vi.waitFor(async () => expect(await rig.historyTypes('chain')).toContain('TaskScheduled'), 10_000);
    await vi.waitFor(async () => expect(await owners(rig)).toEqual(Array(4).fill('first')), 10_000);
    await rig.worker.stop();
    expect(await owners(rig)).toEqual([null, null, null, null]);
    const second = rig.anotherWorker({ workerId: 'second', registry: scenarioRegistry });
    await second.start();
    expect(await rig.until('chain', 'Completed')).toMatchObject({ Output: '16' });
    await second.stop();
    expect(rig.logged).toEqual([]);
  });

  it('can be started again after a stop', async () => {
    const rig = await openRig(azurite, 'Again', scenarioRegistry);
    await rig.worker.stop();
    await rig.client.start('Chain', { instanceId: 'chain', input: 1 });
    await rig.worker.start();
    expect(await rig.until('chain', 'Completed')).toMatchObject({ Output: '4' });
    await rig.worker.stop();
  });

  it('shares the partitions with a second one, and takes all again when that one leaves', async () => {
    const rig = await openRig(azurite, 'Shared', scenarioRegistry, { workerId: 'a' });
    const other = rig.anotherWorker({ workerId: 'b' });
    await other.start();
    await vi.waitFor(async () => expect((await owners(rig)).sort()).toEqual(['a', 'a', 'b', 'b']), {
      timeout: 20_000,
      interval: 100,
    });
    for (let i = 0; i < 12; i += 1) await rig.client.start('Chain', { instanceId: `shared-${i}`, input: i });
    for (let i = 0; i < 12; i += 1) {
      expect(await rig.until(`shared-${i}`, 'Completed')).toMatchObject({ Output: String(i * 4) });
    }
    await other.stop();
    await vi.waitFor(async () => expect(await owners(rig)).toEqual(['a', 'a', 'a', 'a']), 20_000);
    await rig.worker.stop();
    expect(rig.logged).toEqual([]);
  });

  it('renews its leases', async () => {
    const rig = await openRig(azurite, 'Renews', scenarioRegistry, { workerId: 'a' });
    await vi.waitFor(async () => expect((await leases(rig))[0]!.expiresAt).not.toBeNull(), 10_000);
    const [before] = await leases(rig);
    await vi.waitFor(
      async () => expect((await leases(rig))[0]!.lastRenewal! > before!.lastRenewal!).toBe(true),
      10_000,
    );
    expect((await leases(rig))[0]!.ownedSince).toBe(before!.ownedSince);
    await rig.worker.stop();
  });
});

describe('after a crash between History and Instances', () => {
  it('the row of a finished instance is written anew when a message reaches it', async () => {
    const rig = await openRig(azurite, 'Repair', scenarioRegistry);
    await rig.client.start('Chain', { instanceId: 'behind', input: 1 });
    const good = await rig.until('behind', 'Completed');
    const stale = { partitionKey: 'behind', rowKey: '', RuntimeStatus: 'Running', Output: '"stale"' };
    await rig.storage.instances.updateEntity(stale, 'Merge');
    await rig.client.raiseEvent('behind', 'Whatever');
    const repaired = await rig.until('behind', 'Completed');
    expect(repaired).toMatchObject({ Output: '4', LastUpdatedTime: good.LastUpdatedTime });
    await rig.worker.stop();
  });

  it('a start that comes a second time brings the row up to date and starts nothing', async () => {
    const rig = await openRig(azurite, 'Twice', scenarioRegistry);
    await rig.worker.stop();
    await rig.client.start('Waits', { instanceId: 'twice' });
    const messages = await Promise.all(
      [0, 1, 2, 3].map((partition) => rig.storage.controlQueue(partition).peekMessages()),
    );
    const partition = messages.findIndex(({ peekedMessageItems }) => peekedMessageItems.length > 0);
    const text = messages[partition]!.peekedMessageItems[0]!.messageText;
    await rig.worker.start();
    await rig.untilRow('twice', { CustomStatus: '{"waitingFor":"Go"}' });
    const history = await rig.historyTypes('twice');
    await rig.storage.instances.updateEntity(
      { partitionKey: 'twice', rowKey: '', RuntimeStatus: 'Pending' },
      'Merge',
    );
    await rig.storage.controlQueue(partition).sendMessage(text);
    await rig.until('twice', 'Running');
    expect(await rig.historyTypes('twice')).toEqual(history);
    await rig.worker.stop();
  });
});

describe('a history that somebody else has changed', () => {
  it('is read again, and the messages are worked on then', async () => {
    const rig = await openRig(azurite, 'Split', scenarioRegistry);
    await rig.client.start('Waits', { instanceId: 'split' });
    await rig.untilRow('split', { CustomStatus: '{"waitingFor":"Go"}' });
    const sentinel = { partitionKey: 'split', rowKey: 'sentinel', IsCheckpointComplete: true };
    await rig.storage.history.updateEntity(sentinel, 'Merge');
    await rig.client.raiseEvent('split', 'Go', 1);
    expect(await rig.until('split', 'Completed')).toMatchObject({ Output: '1' });
    expect(rig.logged).toHaveLength(1);
    expect(rig.logged[0]).toContain("Instance 'split'");
    expect((await rig.historyTypes('split')).filter((type) => type === 'EventRaised')).toHaveLength(1);
    await rig.worker.stop();
  });
});

describe('messages that lead nowhere', () => {
  it('are put back when they cannot be read, and do not hold up the rest', async () => {
    const rig = await openRig(azurite, 'Garbage', scenarioRegistry);
    for (const text of [
      '{"no":"message"}',
      'not json',
      '{"TaskMessage":null,"CompressedBlobName":"gone.gz"}',
    ]) {
      await rig.storage.controlQueue(0).sendMessage(text);
      await rig.storage.workItems.sendMessage(text);
    }
    await rig.client.raiseEvent('nobody', 'Go');
    await rig.client.start('CallsUnknown', { instanceId: 'calls-unknown' });
    await rig.client.start('NoSuchOrchestrator', { instanceId: 'unknown' });
    await rig.client.start('Chain', { instanceId: 'chain', input: 1 });
    expect(await rig.until('chain', 'Completed')).toMatchObject({ Output: '4' });
    expect(await rig.until('calls-unknown', 'Running')).toMatchObject({ Name: 'CallsUnknown' });
    expect(await rig.row('unknown')).toMatchObject({ RuntimeStatus: 'Pending' });
    expect(await rig.row('nobody')).toEqual({});
    const { approximateMessagesCount } = await rig.storage.controlQueue(0).getProperties();
    expect(approximateMessagesCount).toBeGreaterThanOrEqual(3);
    await rig.worker.stop();
    expect(rig.logged.every((line) => /NoSuch/.test(line))).toBe(true);
  });

  it('are accepted in Base64 too', async () => {
    const rig = await openRig(azurite, 'Base', scenarioRegistry);
    await rig.worker.stop();
    await rig.client.start('Chain', { instanceId: 'chain', input: 2 });
    for (let partition = 0; partition < 4; partition += 1) {
      const queue = rig.storage.controlQueue(partition);
      const { receivedMessageItems } = await queue.receiveMessages();
      for (const { messageText } of receivedMessageItems) {
        await queue.clearMessages();
        await queue.sendMessage(Buffer.from(messageText).toString('base64'));
      }
    }
    await rig.worker.start();
    expect(await rig.until('chain', 'Completed')).toMatchObject({ Output: '8' });
    await rig.worker.stop();
  });
});

describe('a rewind', () => {
  it('makes a failed instance try its failed activity again', async () => {
    const rig = await openRig(azurite, 'Rewind', scenarioRegistry);
    const input = { key: 'rewind', failures: 1 };
    await rig.client.start('CallsFlaky', { instanceId: 'failed', input });
    await rig.until('failed', 'Failed');
    for await (const row of rig.storage.history.listEntities<{ EventType?: string }>()) {
      const { partitionKey, rowKey, EventType = '' } = row;
      if (partitionKey === undefined || rowKey === undefined) continue;
      if (!['TaskScheduled', 'TaskFailed', 'ExecutionCompleted'].includes(EventType)) continue;
      const marker = { EventType: 'GenericEvent', Reason: `Rewound: ${EventType}` };
      await rig.storage.history.updateEntity({ partitionKey, rowKey, ...marker }, 'Merge');
    }
    await rig.storage.instances.updateEntity(
      { partitionKey: 'failed', rowKey: '', RuntimeStatus: 'Pending' },
      'Merge',
    );
    const sender = createMessageSender(rig.storage, createPayloadBlobs(rig.storage), 4);
    const event = newEvent('GenericEvent', nowInstant(), { data: 'try again' });
    await sender.send({ event, target: { instanceId: 'failed', executionId: null } }, clientSender);
    expect(await rig.until('failed', 'Completed')).toMatchObject({ Output: '2' });
    expect((await rig.historyTypes('failed')).slice(-9)).toEqual([
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'GenericEvent',
      'TaskScheduled',
      'OrchestratorCompleted',
      'OrchestratorStarted',
      'TaskCompleted',
      'ExecutionCompleted',
      'OrchestratorCompleted',
    ]);
    await rig.worker.stop();
  });
});
