import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchAudit } from '../shared/contract/audit.ts';
import { peekMessages } from '../shared/contract/backlog.ts';
import { commandProgress, commandReceipt, type CommandReceipt } from '../shared/contract/commands.ts';
import { getEntity } from '../shared/contract/entities.ts';
import { readHistory } from '../shared/contract/history.ts';
import { listHubs } from '../shared/contract/hubs.ts';
import { getInstance } from '../shared/contract/instance-detail.ts';
import { listInstances } from '../shared/contract/instances.ts';
import { runtimeStatuses } from '../shared/domain/runtime-status.ts';
import { startAzurite, type Azurite } from './demo/azurite.ts';
import { recordedRegistry } from './demo/samples/recorded-registry.ts';
import { openRig } from './demo/worker/worker-rig.ts';
import { partitionOf } from './providers/azure-storage/format/control-queue.ts';
import { controlQueueName } from './providers/azure-storage/format/resource-names.ts';
import { restoreHub } from './testing/recorded-hub.ts';
import { readTruth } from './testing/recorded-truth.ts';
import { connectStorage, storageHub } from './testing/storage-hub.ts';
import { errorOf, startTestAppOn, type TestApp } from './testing/test-app.ts';

const truth = readTruth('recorded');
const ids = truth.states.map((state) => state.OrchestrationInstance.InstanceId);
const hubPath = '/api/hubs/test~RecordedHub';

let azurite: Azurite;
let server: TestApp;
beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  server = await startTestAppOn([connectStorage(azurite.connectionString)]);
});
afterAll(async () => {
  await server.close();
  await azurite.stop();
});

const path = (id: string, rest = '') => `${hubPath}/instances/${encodeURIComponent(id)}${rest}`;

describe('a recorded hub', () => {
  it('is summarized with counts and backlog', async () => {
    const { hubs } = listHubs.result.parse((await server.get('/api/hubs').expect(200)).body);
    expect(hubs).toMatchObject([{ hub: 'test~RecordedHub', backlogProblem: null }]);
    const counted = hubs[0]!.counts.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(truth.states.length);
  });

  it('is listed to the last id', async () => {
    const response = await server.get(`${hubPath}/instances?limit=1000`).expect(200);
    const { rows } = listInstances.result.parse(response.body);
    expect(rows.map(({ instanceId }) => instanceId).sort()).toEqual([...ids].sort());
  });

  it.each(truth.states)('answers $OrchestrationInstance.InstanceId with its history', async (state) => {
    const id = state.OrchestrationInstance.InstanceId;
    const detail = getInstance.result.parse((await server.get(path(id)).expect(200)).body);
    expect(detail).toMatchObject({
      instanceId: id,
      runtimeStatus: runtimeStatuses[state.OrchestrationStatus],
    });
    const response = await server.get(path(id, '/history?limit=1000')).expect(200);
    expect(readHistory.result.parse(response.body).events).toHaveLength(truth.histories[id]?.length ?? 0);
  });

  it.each(truth.entities)('answers the entity $EntityId.name@$EntityId.key', async (entity) => {
    const id = encodeURIComponent(`@${entity.EntityId.name}@${entity.EntityId.key}`);
    const { state } = getEntity.result.parse(
      (await server.get(`${hubPath}/entities/${id}`).expect(200)).body,
    );
    expect(state).toMatchObject({
      stateText: entity.SerializedState,
      lockedBy: entity.LockedBy,
      problem: null,
    });
  });

  it('does not show queues of others in the account', async () => {
    const queues = storageHub(azurite.connectionString, 'Neighbour');
    await queues.queue('workitems').create();
    const response = await server.get(`${hubPath}/queues/neighbour-workitems/messages`).expect(404);
    expect(errorOf(response).code).toBe('not-found');
  });
});

describe('commands', () => {
  const terminated = 'slash/back\\hash#question?';
  const receipts: CommandReceipt[] = [];

  async function send(id: string, command: string, body: object): Promise<CommandReceipt> {
    const response = await server.write(path(id, `/${command}`), body).expect(202);
    const receipt = commandReceipt.parse(response.body);
    receipts.push(receipt);
    return receipt;
  }

  async function progressOf({ command, instanceId, sentAt }: CommandReceipt) {
    const query = `/command-progress?command=${command}&sentAt=${sentAt}`;
    const response = await server.get(path(instanceId, query)).expect(200);
    return commandProgress.result.parse(response.body);
  }

  it.each([
    [terminated, 'terminate', { reason: 'out of stock' }, 'ExecutionTerminated'],
    ['ünï-🚀-文字', 'suspend', { reason: '' }, 'ExecutionSuspended'],
    ['suspended-1', 'resume', { reason: 'go on' }, 'ExecutionResumed'],
    ["quote'quote''", 'raise-event', { name: 'Event_Ship', input: '"DHL"' }, 'EventRaised'],
  ])('put one message for %s into its own queue', async (id, command, body, eventType) => {
    const queue = controlQueueName('RecordedHub', partitionOf(id, 4));
    const suffix = queue.slice('recordedhub-'.length);
    const client = storageHub(azurite.connectionString, 'RecordedHub').queue(suffix);
    const before = (await client.getProperties()).approximateMessagesCount;
    const receipt = await send(id, command, body);
    expect(receipt.queue).toBe(queue);
    expect((await client.getProperties()).approximateMessagesCount).toBe((before ?? 0) + 1);

    // Whoever looks within a few seconds shares one peek.
    const peek = async () => {
      const peeked = await server.get(`${hubPath}/queues/${queue}/messages`).expect(200);
      return peekMessages.result.parse(peeked.body).messages;
    };
    await expect
      .poll(peek, { timeout: 10_000, interval: 250 })
      .toContainEqual(expect.objectContaining({ instanceId: id, eventType, eventAt: receipt.sentAt }));
  });

  it.each(['order-1001', 'failed-itself', 'terminated-1', '@counter@plain'])('leave %s alone', async (id) => {
    const response = await server.write(path(id, '/terminate'), { reason: 'r' }).expect(409);
    expect(errorOf(response).code).toBe('action-refused');
  });

  it('are in the audit log with their receipts, and so is what was refused', async () => {
    const { entries } = searchAudit.result.parse((await server.get(`${hubPath}/audit`).expect(200)).body);
    const done = entries.filter(({ result }) => result === 'accepted');
    expect(done.map(({ receipt }) => receipt)).toEqual([...receipts].reverse());
    expect(entries.filter(({ result }) => result === 'refused')).toHaveLength(4);
  });

  it('wait while no worker runs', async () => {
    for (const receipt of receipts) expect(await progressOf(receipt)).toMatchObject({ state: 'queued' });
  });

  it('are seen applied once a worker has taken them in', async () => {
    const rig = await openRig(azurite, 'RecordedHub', recordedRegistry);
    try {
      for (const receipt of receipts) {
        await expect
          .poll(async () => (await progressOf(receipt)).state, { timeout: 20_000, interval: 100 })
          .toBe('applied');
      }
      const q = encodeURIComponent(`status:terminated id:"${terminated}"`);
      await expect
        .poll(async () => {
          const response = await server.get(`${hubPath}/instances?q=${q}`);
          return listInstances.result.parse(response.body).total;
        })
        .toBe(1);
    } finally {
      await rig.worker.stop();
    }
  });
});
