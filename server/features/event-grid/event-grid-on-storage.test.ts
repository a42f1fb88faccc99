import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listInstances } from '../../../shared/contract/instances.ts';
import { makeCloudEvent } from '../../../shared/testing/event-grid.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { systemClock, type Clock } from '../../index/clock.ts';
import { openInstanceIndex } from '../../index/instance-index.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';
import { escapePartitionKey } from '../../providers/azure-storage/format/partition-key.ts';

const secret = 'a-secret-of-enough-characters';

/** Once it stands still, nothing follows storage any more. */
let isStill = false;
const clock: Clock = {
  ...systemClock,
  schedule: (run, delayMs) =>
    systemClock.schedule(() => {
      if (!isStill) run();
    }, delayMs),
};

let azurite: Azurite;
let storage: StorageHub;
let server: TestApp;

async function write(instanceId: string, runtimeStatus: string): Promise<void> {
  const row = {
    ...{ partitionKey: escapePartitionKey(instanceId), rowKey: '' },
    ...{ Name: 'Order', RuntimeStatus: runtimeStatus, ExecutionId: 'first', TaskHubName: 'Shop' },
    ...{ CreatedTime: new Date(), LastUpdatedTime: new Date() },
  };
  await storage.instances.upsertEntity(row, 'Replace');
}

async function statuses(): Promise<Record<string, string>> {
  const response = await server.get('/api/hubs/test~Shop/instances').expect(200);
  const { rows } = listInstances.result.parse(response.body);
  return Object.fromEntries(rows.map(({ instanceId, runtimeStatus }) => [instanceId, runtimeStatus]));
}

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'Shop');
  for (const id of ['order-1', ...hostileIds]) await write(id, 'Running');
  server = await startTestAppOn([connectStorage(azurite.connectionString)], {
    eventGrid: [{ connection: 'test', secrets: [secret], token: null, requestsPerMinute: 6_000 }],
    openIndex: (hub) => openInstanceIndex(hub, { clock }),
  });
  isStill = true;
});
afterAll(async () => {
  await server.close();
  await azurite.stop();
});

it('rows change in the index before any pass over storage', async () => {
  const changed = ['order-1', ...hostileIds];
  for (const id of changed) await write(id, 'Completed');
  await write('came-meanwhile', 'Running');
  expect(await statuses()).toEqual(Object.fromEntries(changed.map((id) => [id, 'Running'])));

  const events = [...changed, 'came-meanwhile'].map((instanceId) =>
    makeCloudEvent({ hub: 'SHOP', instanceId }),
  );
  await request(server.app)
    .post(`/webhooks/event-grid/test?code=${secret}`)
    .set('content-type', 'application/cloudevents-batch+json')
    .send(JSON.stringify(events))
    .expect(200, { accepted: events.length, refused: 0 });
  const wanted = Object.fromEntries(changed.map((id) => [id, 'Completed']));
  await expect.poll(statuses, { timeout: 10_000 }).toEqual({ ...wanted, 'came-meanwhile': 'Running' });
});
