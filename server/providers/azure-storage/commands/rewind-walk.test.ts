import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { TaskHub } from '../../../task-hub/task-hub.ts';
import { startFaultProxy, type FaultProxy } from '../../../testing/fault-proxy.ts';
import { hostileIds } from '../../../testing/hostile-ids.ts';
import { queuedMessages, storedRows } from '../../../testing/recorded-commands.ts';
import { restoreHub } from '../../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../../testing/storage-hub.ts';
import { makeStoredRow } from '../../../testing/stored-row.ts';
import { escapePartitionKey } from '../format/partition-key.ts';

let azurite: Azurite;
let proxy: FaultProxy;
let storage: StorageHub;
let hub: TaskHub;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
  storage = await createStorageHub(azurite.connectionString, 'WalkHub');
  hub = connectStorage(azurite.connectionString).openHub('WalkHub');
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});

interface Scene {
  readonly parent?: string;
  readonly children?: readonly string[];
  readonly failedTasks?: number;
  readonly status?: string;
  readonly ending?: string;
}

/** An instance that failed, by its children or else by activities. */
async function put(instanceId: string, scene: Scene = {}): Promise<void> {
  const { parent = null, children = [], failedTasks = 1, status = 'Failed', ending = status } = scene;
  const partitionKey = escapePartitionKey(instanceId);
  await storage.instances.upsertEntity({ ...makeStoredRow('', status), partitionKey }, 'Replace');
  const ParentInstance = JSON.stringify(
    parent === null ? null : { OrchestrationInstance: { InstanceId: parent } },
  );
  const tasks = children.length > 0 ? 0 : failedTasks;
  const events = [
    { EventType: 'ExecutionStarted', ParentInstance },
    ...children.map((InstanceId, EventId) => ({
      EventType: 'SubOrchestrationInstanceCreated',
      EventId,
      InstanceId,
    })),
    ...Array.from({ length: tasks }, (_, EventId) => ({ EventType: 'TaskScheduled', EventId, Name: 'Pack' })),
    ...children.map((_, TaskScheduledId) => ({
      EventType: 'SubOrchestrationInstanceFailed',
      TaskScheduledId,
    })),
    ...Array.from({ length: tasks }, (_, TaskScheduledId) => ({ EventType: 'TaskFailed', TaskScheduledId })),
    { EventType: 'ExecutionCompleted', OrchestrationStatus: ending },
  ];
  const rows = events.map((event, i) => ({
    rowKey: i.toString(16).toUpperCase().padStart(16, '0'),
    ...event,
  }));
  const all = [...rows, { rowKey: 'sentinel', IsCheckpointComplete: true }];
  for (let i = 0; i < all.length; i += 100) {
    await storage.history.submitTransaction(
      all
        .slice(i, i + 100)
        .map((row) => ['upsert', { ...row, partitionKey, ExecutionId: 'first' }, 'Replace']),
    );
  }
}

/** Neither the preview nor the command does anything, and both say why. */
async function expectRefusal(instanceId: string, words: string): Promise<void> {
  const before = await storedRows(storage.history);
  expect((await hub.previews.rewind(instanceId)).refusal).toContain(words);
  await expect(hub.commands.rewind(instanceId, 'x')).rejects.toMatchObject({
    code: 'action-refused',
    message: expect.stringContaining(words) as string,
  });
  expect(await storedRows(storage.history)).toEqual(before);
}

describe('a rewind is refused', () => {
  it.each(['Running', 'Completed', 'Terminated', 'Suspended', 'Pending'])('when it is %s', async (status) => {
    await put('other', { status });
    await expectRefusal('other', `only a failed instance can be rewound, and it is ${status}`);
  });

  it('when there is no history, or its checkpoint is being written, or it is another execution’s', async () => {
    await storage.instances.createEntity(makeStoredRow('empty', 'Failed'));
    await expectRefusal('empty', 'its history is missing');
    await put('torn');
    const sentinel = { partitionKey: 'torn', rowKey: 'sentinel' };
    await storage.history.updateEntity({ ...sentinel, IsCheckpointComplete: false }, 'Merge');
    await expectRefusal('torn', 'a checkpoint of it is being written');
    await storage.instances.upsertEntity(makeStoredRow('torn', 'Failed', 'second'), 'Replace');
    await storage.history.updateEntity({ ...sentinel, IsCheckpointComplete: true }, 'Merge');
    await expectRefusal('torn', 'another execution');
  });

  it('when a child is gone, has ended otherwise, or belongs to somebody else', async () => {
    await put('parent', { children: ['child'] });
    await expectRefusal('parent', 'The sub-orchestration child cannot be rewound: it is gone');
    await put('child', { parent: 'parent', status: 'Completed' });
    await expectRefusal('parent', 'it is Completed by now and does not end again');
    await put('child', { parent: 'somebody' });
    await expectRefusal('parent', 'it was started again by somebody else');
  });

  it('when the histories go round in a circle or too deep', async () => {
    await put('round', { parent: 'around', children: ['around'] });
    await put('around', { parent: 'round', children: ['round'] });
    await expectRefusal('round', 'its own descendant');
    for (let depth = 0; depth <= 51; depth++) {
      const parent = depth === 0 ? {} : { parent: `deep${depth - 1}` };
      await put(`deep${depth}`, { ...parent, children: [`deep${depth + 1}`] });
    }
    await expectRefusal('deep0', 'deeper than 50 levels');
  });
});

describe('a rewind', () => {
  it('of more failures than a transaction takes changes all of them', async () => {
    await put('wide', { failedTasks: 250 });
    expect((await hub.commands.rewind('wide', 'again')).summary).toContain('250 failed activities');
    const rows = [...(await storedRows(storage.history))].filter(([key]) => key.startsWith('wide '));
    const rewound = rows.filter(([, row]) => row?.EventType === 'String GenericEvent');
    expect(rewound).toHaveLength(501);
  });

  it('ends in a conflict when the engine writes meanwhile, and changes nothing', async () => {
    await put('live');
    const through = connectStorage(proxy.connectionString).openHub('WalkHub');
    proxy.inject({
      fault: { kind: 'delay', delayMs: 150 },
      times: 1,
      on: ({ url }) => {
        if (!url.includes('$batch')) return false;
        const sentinel = { partitionKey: 'live', rowKey: 'sentinel', IsCheckpointComplete: true };
        void storage.history.updateEntity(sentinel, 'Merge');
        return true;
      },
    });
    await expect(through.commands.rewind('live', 'x')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('the instance is live') as string,
    });
    const rows = [...(await storedRows(storage.history))].filter(([key]) => key.startsWith('live '));
    expect(rows.some(([, row]) => row?.EventType === 'String GenericEvent')).toBe(false);
  });

  it.each(hostileIds)('reaches the instance %j', async (id) => {
    await put(id);
    const receipt = await hub.commands.rewind(id, 'again');
    expect(receipt.followedInstanceId).toBe(id);
    const found = (await queuedMessages(storage)).filter(({ json }) =>
      json.includes(`"InstanceId":${JSON.stringify(id)}`),
    );
    expect(found).toHaveLength(1);
    const queue = receipt.queue!.slice('walkhub-'.length);
    await storage.queue(queue).clearMessages();
  });
});

describe('the preview of a rewind', () => {
  it('tells of recorded failures what failed, in one line, and who is woken', async () => {
    await restoreHub(azurite.connectionString, 'recorded');
    const recorded = connectStorage(azurite.connectionString).openHub('RecordedHub');
    expect(await recorded.previews.rewind('failed-sub')).toEqual({
      instances: [
        {
          instanceId: 'failed-sub',
          name: expect.any(String) as string,
          depth: 0,
          isLeaf: false,
          steps: [
            {
              rowKey: '0000000000000009',
              kind: 'sub-orchestration',
              name: expect.any(String) as string,
              failure: 'System.ArgumentException: Explode was asked to fail: 1',
              childInstanceId: 'failed-sub:child',
            },
            expect.objectContaining({ kind: 'orchestrator', rowKey: '000000000000000A' }),
          ],
        },
        expect.objectContaining({ instanceId: 'failed-sub:child', depth: 1, isLeaf: true }),
      ],
      refusal: null,
      warnings: [],
    });
  });

  it('warns of an orchestrator that failed by itself, and of one that had retried', async () => {
    await put('itself', { failedTasks: 0 });
    expect((await hub.previews.rewind('itself')).warnings[0]).toMatch(/failed by itself/);
    await put('retried');
    await storage.history.upsertEntity({
      partitionKey: 'retried',
      rowKey: '0000000000000002F',
      EventType: 'TimerCreated',
      EventId: 9,
      ExecutionId: 'first',
    });
    expect((await hub.previews.rewind('retried')).warnings[0]).toMatch(/went on after a failure/);
  });

  it('warns that a child runs again already, and leaves it alone', async () => {
    await put('waiting', { children: ['runs'] });
    await put('runs', { parent: 'waiting', ending: '', status: 'Running' });
    await storage.history.deleteEntity('runs', '0000000000000003');
    const { refusal, warnings } = await hub.previews.rewind('waiting');
    expect(refusal).toBeNull();
    expect(warnings[0]).toMatch(/The sub-orchestration runs runs again already/);
    const before = [...(await storedRows(storage.history))].filter(([key]) => key.startsWith('runs '));
    expect((await hub.commands.rewind('waiting', 'again')).queue).toBeNull();
    const after = [...(await storedRows(storage.history))].filter(([key]) => key.startsWith('runs '));
    expect(after).toEqual(before);
  });
});
