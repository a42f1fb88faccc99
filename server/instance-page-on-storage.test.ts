import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAwaitedEvents } from '../shared/contract/awaited-events.ts';
import { getEntity, readEntityActivity } from '../shared/contract/entities.ts';
import { readAncestors, readChildren, watchRelatives } from '../shared/contract/family.ts';
import { getInstance } from '../shared/contract/instance-detail.ts';
import { startAzurite, type Azurite } from './demo/azurite.ts';
import { restoreHub } from './testing/recorded-hub.ts';
import { connectStorage } from './testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from './testing/test-app.ts';

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

async function read(path: string): Promise<unknown> {
  return (await server.get(`${hubPath}/${path}`).expect(200)).body;
}

const instance = (id: string, rest = '') => `instances/${encodeURIComponent(id)}${rest}`;
const entity = (id: string, rest = '') => `entities/${encodeURIComponent(id)}${rest}`;

it('names the control queue that the messages of an instance go through', async () => {
  const detail = getInstance.result.parse(await read(instance('order-1003')));
  expect([detail.partition, detail.controlQueue]).toEqual([2, 'recordedhub-control-02']);
});

it.each([
  ['order-1003:ship-1', 'Event_Ship', 'queued'],
  ['approval-open', 'Approve', 'custom-status'],
  ['sms-2', 'SmsChallengeResponse', 'others'],
])('guesses what %s awaits: %s, because it is %s', async (id, name, kind) => {
  const { candidates, problems } = findAwaitedEvents.result.parse(
    await read(instance(id, '/awaited-events')),
  );
  expect(problems).toEqual([]);
  expect(candidates[0]?.name).toBe(name);
  expect(candidates[0]?.evidence.map((evidence) => evidence.kind)).toContain(kind);
});

it.each([
  ['deep/3/2/1', ['deep/3/2', 'deep/3', 'deep']],
  ['order-1003:ship-1', ['order-1003']],
  ['hello-1', []],
])('follows the parents of %s up to the first', async (id, parents) => {
  const { ancestors, end } = readAncestors.result.parse(await read(instance(id, '/ancestors')));
  expect(ancestors.map(({ instanceId }) => instanceId)).toEqual(parents);
  expect(end).toBe('root');
});

it('finds children, and how they are', async () => {
  const { children } = readChildren.result.parse(await read(instance('order-1001', '/children')));
  const ids = children.map(({ instanceId }) => instanceId);
  expect(ids.sort()).toEqual(['order-1001:ship-0', 'order-1001:ship-1', 'order-1001:ship-2']);
  const query = [...ids, 'nobody'].map((id) => `id=${encodeURIComponent(id)}`).join('&');
  const { rows, gone } = watchRelatives.result.parse(await read(`relatives?${query}`));
  expect(rows.map(({ runtimeStatus }) => runtimeStatus)).toEqual(['Completed', 'Completed', 'Completed']);
  expect(gone).toEqual(['nobody']);
});

it('tells who sent to an entity last, who waits for it, and that no batch is left', async () => {
  const { state } = getEntity.result.parse(await read(entity('@account@a')));
  expect(state).toMatchObject({ lockedBy: 'transfer-holding', problem: null });
  expect(state.queue).toMatchObject([{ isLockRequest: true, parentInstanceId: 'transfer-waiting' }]);
  expect(state.senders.map(({ instanceId }) => instanceId)).toEqual([
    'transfer-waiting',
    'transfer-holding',
    'transfer-done',
  ]);
  const activity = readEntityActivity.result.parse(await read(entity('@account@a', '/activity')));
  expect(activity).toEqual({ operations: [], messages: [], problems: [] });
});
