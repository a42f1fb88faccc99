import { afterAll, beforeAll, expect, it } from 'vitest';
import { readHistory } from '../../../shared/contract/history.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const events = Array.from({ length: 7 }, (_, ordinal) => makeHistoryEvent({ ordinal }));
const histories = Object.fromEntries([...hostileIds, 'purged-row'].map((id) => [id, { events }]));
const hub = new MemoryTaskHub({
  instances: [...hostileIds, 'waiting'].map((instanceId) => makeInstanceRow({ instanceId })),
  histories,
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

async function read(id: string, query = '') {
  const response = await server.get(instancePath(id, `/history${query}`)).expect(200);
  return readHistory.result.parse(response.body);
}

it.each(hostileIds)('history of %j is read by its id', async (id) => {
  expect((await read(id)).events).toHaveLength(7);
});

it('comes in pages', async () => {
  const first = await read('Case', '?limit=4');
  const second = await read('Case', `?limit=4&cursor=${first.nextCursor}`);
  expect([...first.events, ...second.events].map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(second.nextCursor).toBeNull();
});

it('is empty for an instance that has not started', async () => {
  expect(await read('waiting')).toMatchObject({ events: [], nextCursor: null });
});

it('is shown although the row is gone', async () => {
  expect((await read('purged-row')).events).toHaveLength(7);
});

it('of an id nobody has is not found', async () => {
  expect(errorOf(await server.get(instancePath('nobody', '/history')).expect(404)).code).toBe('not-found');
});

it.each(['?limit=0', '?limit=1001', '?limit=x'])('%s is refused', async (query) => {
  const response = await server.get(instancePath('Case', `/history${query}`)).expect(400);
  expect(errorOf(response).message).toContain('query.limit');
});

it('tells the index who started the instance', async () => {
  const parent = { instanceId: 'boss', executionId: null, name: null, taskScheduledId: null };
  hub.setHistory('Case', {
    events: [makeHistoryEvent({ ordinal: 0 }), makeHistoryEvent({ ordinal: 1, parent })],
  });
  const { index } = await server.hub('memory~TestHub');
  await read('Case');
  const parentInIndex = async () => (await index.watched(['Case'], '')).rows[0]?.parentInstanceId;
  await expect.poll(parentInIndex).toBe('boss');
});
