import { afterEach, expect, it } from 'vitest';
import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import { checkGate, openInstances } from '../../../shared/contract/gate.ts';
import { parseFilter } from '../../../shared/domain/instance-filter/parse-filter.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, startTestApp, type TestApp } from '../../testing/test-app.ts';

const rows = [
  makeInstanceRow({ instanceId: 'o1', name: 'Order', version: '1.0', runtimeStatus: 'Running' }),
  makeInstanceRow({ instanceId: 'o2', name: 'Order', version: '1.0', runtimeStatus: 'Suspended' }),
  makeInstanceRow({ instanceId: 'o3', name: 'Order', version: '2.0', runtimeStatus: 'Pending' }),
  makeInstanceRow({ instanceId: 'o4', name: 'Order', version: '', runtimeStatus: 'Completed' }),
  makeInstanceRow({ instanceId: 'r1', name: 'Report', version: '', runtimeStatus: 'Failed' }),
  makeInstanceRow({ instanceId: '@c@1', kind: 'entity', name: 'c', runtimeStatus: 'Running' }),
];
const start: QueuedMessage = {
  messageId: 'm1',
  insertedAt: at(1),
  dueAt: at(1),
  dequeueCount: 0,
  encoding: 'utf8',
  sizeBytes: 400,
  eventType: 'ExecutionStarted',
  instanceId: 'child',
  executionId: null,
  name: 'Ship',
  eventAt: at(1),
  blobName: null,
  problems: [],
};

let server: TestApp;
afterEach(() => server.close());

async function ask(query = '', hub = new MemoryTaskHub({ instances: rows })) {
  server = await startTestApp(hub);
  const response = await server.get(`/api/hubs/memory~TestHub/gate${query}`).expect(200);
  return checkGate.result.parse(response.body);
}

it('fails while an orchestration has not ended, and says how many of which', async () => {
  const answer = await ask();
  expect(answer.result).toBe('fail');
  expect(answer.reasons).toMatchObject([
    { code: 'open-instances', count: 3, text: '3 orchestrations have not ended.' },
  ]);
  expect(answer.open.map(({ name, version, count }) => [name, version, count])).toEqual([
    ['Order', '1.0', 1],
    ['Order', '1.0', 1],
    ['Order', '2.0', 1],
  ]);
});

it('the list behind a reason shows as many as it says', async () => {
  const { reasons } = await ask('?names=Order&version=1.0');
  const q = reasons[0]?.q ?? '';
  expect(parseFilter(q, 'UTC').problems).toEqual([]);
  const response = await server.get(`/api/hubs/memory~TestHub/instances?q=${encodeURIComponent(q)}`);
  expect((response.body as { total: number }).total).toBe(2);
});

it.each([
  ['?version=1.0', 'fail', 2],
  ['?version=', 'pass', null],
  ['?version=3.0', 'pass', null],
  ['?names=Report', 'pass', null],
  ['?names=Report,%20Order', 'fail', 3],
  ['?names=Report&names=Order&version=2.0', 'fail', 1],
])('counts only what %s asks for', async (query, result, count) => {
  const answer = await ask(query);
  expect(answer.result).toBe(result);
  expect(answer.reasons[0]?.count ?? null).toBe(count);
});

it('takes every open orchestration for a caller of a function of which nothing is known', async () => {
  const answer = await ask('?names=ChargeCard');
  expect(answer).toMatchObject({ result: 'fail', reasons: [{ code: 'may-be-called', count: 3 }] });
});

it('counts starts that wait in a queue and have no row yet', async () => {
  const waiting = () => new MemoryTaskHub({ messages: { 'testhub-control-00': [start] } });
  expect(await ask('?names=Ship', waiting())).toMatchObject({
    result: 'fail',
    reasons: [{ code: 'queued-starts', count: 1 }],
  });
  await server.close();
  expect((await ask('?names=Order', waiting())).result).toBe('pass');
});

it('does not pass when it could not look at everything written before the question', async () => {
  const hub = new MemoryTaskHub({ instances: rows.filter(({ name }) => name === 'Report') });
  expect((await ask('', hub)).result).toBe('pass');
  hub.fail('scanInstances');
  const response = await server.get('/api/hubs/memory~TestHub/gate?waitSeconds=0').expect(200);
  expect(response.body).toMatchObject({ result: 'unknown', reasons: [{ code: 'not-current' }] });
});

it('refuses more names than it can look at', async () => {
  server = await startTestApp(new MemoryTaskHub());
  const names = Array.from({ length: 51 }, (_, i) => `F${i}`).join(',');
  const response = await server.get(`/api/hubs/memory~TestHub/gate?names=${names}`).expect(400);
  expect(errorOf(response).message).toContain('50 names');
});

it('tells what runs by name and version', async () => {
  server = await startTestApp(new MemoryTaskHub({ instances: rows }));
  const response = await server.get('/api/hubs/memory~TestHub/open-instances').expect(200);
  const { groups, isComplete } = openInstances.result.parse(response.body);
  expect(isComplete).toBe(true);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(3);
});
