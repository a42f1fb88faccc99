import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { findAwaitedEvents } from '../../../shared/contract/awaited-events.ts';
import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { at, makeInstanceDetail, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

function message(overrides: Partial<QueuedMessage>): QueuedMessage {
  return {
    messageId: 'm1',
    insertedAt: at(1),
    dequeueCount: 0,
    encoding: 'base64',
    sizeBytes: 300,
    eventType: 'EventRaised',
    instanceId: 'waiting',
    executionId: null,
    name: 'Queued',
    eventAt: at(1),
    dueAt: null,
    blobName: null,
    problems: [],
    ...overrides,
  };
}

function takesIn(...names: string[]): HistoryEvent[] {
  return [
    makeHistoryEvent({ ordinal: 0, name: 'Approval' }),
    ...names.map((name, place) => makeHistoryEvent({ ordinal: place + 1, eventType: 'EventRaised', name })),
  ];
}

const others = Array.from({ length: 8 }, (_, number) => `other-${number}`);
const hub = new MemoryTaskHub({
  instances: [
    makeInstanceDetail({
      instanceId: 'waiting',
      name: 'Approval',
      customStatus: '{"waitingFor":"Said"}',
      controlQueue: 'testhub-control-01',
    }),
    makeInstanceDetail({ instanceId: 'lonely', name: 'Other', controlQueue: null }),
    ...others.map((instanceId) =>
      makeInstanceRow({ instanceId, name: 'Approval', runtimeStatus: 'Completed' }),
    ),
    makeInstanceRow({ instanceId: 'stranger', name: 'Stranger', runtimeStatus: 'Completed' }),
  ],
  histories: {
    waiting: { events: takesIn('First') },
    stranger: { events: takesIn('First', 'Strange') },
    ...Object.fromEntries(others.map((id) => [id, { events: takesIn('First', 'Second') }])),
  },
  messages: {
    'testhub-control-01': [
      message({}),
      message({ instanceId: 'somebody else', name: 'Foreign' }),
      message({ eventType: 'TimerFired', name: 'Timer' }),
    ],
  },
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());
afterEach(() => {
  hub.recover('peekMessages');
  hub.recover('readHistory');
});

async function find(id: string) {
  const response = await server.get(instancePath(id, '/awaited-events')).expect(200);
  return findAwaitedEvents.result.parse(response.body);
}

it('names the event that is queued, the one the custom status names, and the one others took in next', async () => {
  const { candidates, problems } = await find('waiting');
  expect(problems).toEqual([]);
  expect(candidates).toEqual([
    { name: 'Queued', evidence: [{ kind: 'queued', queue: 'testhub-control-01', insertedAt: at(1) }] },
    { name: 'Said', evidence: [{ kind: 'custom-status' }] },
    { name: 'Second', evidence: [{ kind: 'others', instanceIds: expect.any(Array) as string[] }] },
  ]);
});

it('reads the histories of at most five others', async () => {
  const before = hub.calls.readHistory;
  const { candidates, othersRead } = await find('waiting');
  expect(othersRead).toBe(5);
  expect(hub.calls.readHistory - before).toBe(6);
  expect(candidates.at(-1)?.evidence).toMatchObject([{ instanceIds: { length: 5 } }]);
});

it('takes names that differ in case only for one', async () => {
  hub.setHistory('other-0', { events: takesIn('First', 'SAID') });
  const said = (await find('waiting')).candidates.filter(({ name }) => name.toLowerCase() === 'said');
  expect(said).toMatchObject([
    { name: 'Said', evidence: [{ kind: 'custom-status' }, { kind: 'others', instanceIds: ['other-0'] }] },
  ]);
  hub.setHistory('other-0', { events: takesIn('First', 'Second') });
});

it('has nothing to say without hints', async () => {
  expect(await find('lonely')).toEqual({ candidates: [], othersRead: 0, problems: [] });
});

it('goes on without the queue, and says that it does', async () => {
  hub.fail('peekMessages', new AppError('store-unavailable', 'The account does not answer.'));
  const { candidates, problems } = await find('waiting');
  expect(candidates.map(({ name }) => name)).toEqual(['Said', 'Second']);
  expect(problems).toEqual(['Its control queue cannot be read: The account does not answer.']);
});

it('is not found for an instance nobody has', async () => {
  const response = await server.get(instancePath('nobody', '/awaited-events')).expect(404);
  expect(errorOf(response).code).toBe('not-found');
});
