import { afterAll, beforeAll, expect, it } from 'vitest';
import { getEntity, readEntityActivity } from '../../../shared/contract/entities.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { at, makeInstanceDetail, makePayloadInfo } from '../../../shared/testing/instances.ts';
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

const deposit = JSON.stringify({ op: 'deposit', id: 'r1', parent: 'transfer-1' });
const request = { operation: 'deposit', requestId: 'r1', lockSet: [], dueAt: null, isError: false };

const message = {
  messageId: 'm1',
  insertedAt: at(1),
  dequeueCount: 0,
  encoding: 'base64' as const,
  sizeBytes: 300,
  eventType: 'EventRaised',
  instanceId: '@account@a/b',
  executionId: null,
  name: 'op@2026-11-21T05:01:00.0000000Z',
  eventAt: at(1),
  dueAt: null,
  blobName: null,
  problems: [],
};

const hub = new MemoryTaskHub({
  histories: {
    '@account@a/b': {
      events: [
        makeHistoryEvent({ ordinal: 0, eventType: 'OrchestratorStarted' }),
        makeHistoryEvent({
          ordinal: 1,
          eventType: 'EventRaised',
          name: 'op',
          entityMessage: { ...request, kind: 'call' },
          payloads: { Input: makePayloadInfo({ ref: 'raised' }) },
        }),
        makeHistoryEvent({
          ordinal: 2,
          eventType: 'EventRaised',
          name: 'op',
          isLeftover: true,
          entityMessage: { ...request, kind: 'signal', operation: 'reset' },
        }),
      ],
    },
  },
  messages: { 'testhub-control-00': [message, { ...message, instanceId: '@account@other' }] },
  instances: [
    makeInstanceDetail({ instanceId: '@account@a/b', input }),
    makeInstanceDetail({ instanceId: '@account@broken', input }),
    makeInstanceDetail({ instanceId: '@account@gone', input }),
    makeInstanceDetail({ instanceId: '@account@bare', input: null }),
    makeInstanceDetail({ instanceId: 'order-1' }),
  ],
  payloads: {
    '@account@a/b': { state: schedulerState, raised: deposit },
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

async function readActivity(id: string) {
  const response = await server.get(`${path(id)}/activity`).expect(200);
  return readEntityActivity.result.parse(response.body);
}

it('tells what came in last, from whom, and what of it is of an earlier batch', async () => {
  const { operations, problems } = await readActivity('@account@a/b');
  expect(problems).toEqual([]);
  expect(operations).toMatchObject([
    { kind: 'signal', operation: 'reset', parentInstanceId: null, isEarlier: true },
    { kind: 'call', operation: 'deposit', parentInstanceId: 'transfer-1', isEarlier: false },
  ]);
});

it('sees the messages to it in its control queue, and when signals among them were due', async () => {
  const { messages } = await readActivity('@account@a/b');
  expect(messages).toEqual([{ messageId: 'm1', insertedAt: at(1), dueAt: at(60), eventType: 'EventRaised' }]);
});

it('tells what it did although its queue cannot be seen', async () => {
  hub.fail('peekMessages', new AppError('store-unavailable', 'The account does not answer.'));
  const { operations, problems } = await readActivity('@account@a/b');
  hub.recover('peekMessages');
  expect(operations).toHaveLength(2);
  expect(problems).toEqual(['Its control queue cannot be read: The account does not answer.']);
});
