import { afterAll, beforeAll, expect, it } from 'vitest';
import { getStorageCost } from '../../../shared/contract/storage-cost.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage } from '../../testing/storage-hub.ts';
import { startTestAppOn, startTestApp, type TestApp } from '../../testing/test-app.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';

let azurite: Azurite;
let server: TestApp;
beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
});
afterAll(() => azurite.stop());

async function costOf(hub: string) {
  const response = await server.get(`/api/hubs/${hub}/storage-cost`).expect(200);
  return getStorageCost.result.parse(response.body);
}

it('counts what was asked of the tables, queues and containers of the hub', async () => {
  const connection = connectStorage(azurite.connectionString);
  server = await startTestAppOn([connection]);
  const key = `${connection.name}~RecordedHub`;
  const { hub } = await server.hub(key);
  const totalOf = async (service: string, operation: string) =>
    (await costOf(key)).dashboard.hub.find((each) => each.service === service && each.operation === operation)
      ?.total ?? 0;
  const before = await totalOf('table', 'read');
  await hub.getInstance('hello-1');
  expect((await totalOf('table', 'read')) - before).toBe(1);
  expect(await totalOf('table', 'list')).toBeGreaterThan(0);
  expect(await totalOf('queue', 'read')).toBeGreaterThanOrEqual(5);
  expect(await totalOf('queue', 'write')).toBe(0);
  await server.close();
});

it('estimates nothing when the queues cannot be read, and says so', async () => {
  const hub = new MemoryTaskHub();
  hub.fail('readBacklog');
  server = await startTestApp(hub);
  const { estimate } = await costOf('memory~TestHub');
  expect(estimate).toMatchObject({
    parts: [],
    problems: [expect.stringContaining('cannot be read') as string],
  });
  await server.close();
});
