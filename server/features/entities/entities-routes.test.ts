import { afterAll, beforeAll, expect, it } from 'vitest';
import { getEntity } from '../../../shared/contract/entities.ts';
import { makeInstanceDetail, makePayloadInfo } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, startTestApp, type TestApp } from '../../testing/test-app.ts';

const input = makePayloadInfo({ ref: 'state' });
const schedulerState = JSON.stringify({
  exists: true,
  state: '{"balance":5}',
  lockedBy: 'transfer-1',
  queue: [{ id: 'r1', op: 'add', signal: true }],
});

const hub = new MemoryTaskHub({
  instances: [
    makeInstanceDetail({ instanceId: '@account@a/b', input }),
    makeInstanceDetail({ instanceId: '@account@broken', input }),
    makeInstanceDetail({ instanceId: '@account@gone', input }),
    makeInstanceDetail({ instanceId: '@account@bare', input: null }),
    makeInstanceDetail({ instanceId: 'order-1' }),
  ],
  payloads: {
    '@account@a/b': { state: schedulerState },
    '@account@broken': { state: 'not json' },
    '@account@bare': {},
  },
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

const path = (id: string) => `/api/hubs/memory~TestHub/entities/${encodeURIComponent(id)}`;
const read = async (id: string) => getEntity.result.parse((await server.get(path(id)).expect(200)).body);

it('reads state, lock owner and waiting operations', async () => {
  const { instance, state } = await read('@account@a/b');
  expect(instance.instanceId).toBe('@account@a/b');
  expect(state).toMatchObject({
    exists: true,
    stateText: '{"balance":5}',
    stateSizeBytes: 13,
    lockedBy: 'transfer-1',
    queue: [{ id: 'r1', operation: 'add', isSignal: true }],
    problem: null,
  });
});

it.each([
  ['@account@broken', /not JSON/],
  ['@account@gone', /no payload/],
  ['@account@bare', /no scheduler state/],
])('shows %s with what is wrong with its state', async (id, problem) => {
  const { instance, state } = await read(id);
  expect(instance.instanceId).toBe(id);
  expect(state.stateText).toBeNull();
  expect(state.problem).toMatch(problem);
});

it.each(['order-1', '@account@nobody'])('%s is not found as an entity', async (id) => {
  expect(errorOf(await server.get(path(id)).expect(404)).code).toBe('not-found');
});

it('a store that is down fails the whole answer', async () => {
  hub.fail('readPayload', new AppError('store-unavailable', 'The account does not answer.'));
  const response = await server.get(path('@account@a/b')).expect(503);
  hub.recover('readPayload');
  expect(errorOf(response).message).toBe('The account does not answer.');
});
