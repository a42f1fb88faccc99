import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandProgress } from '../../../shared/contract/commands.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import {
  at,
  makeInstanceDetail,
  makeInstanceRow,
  makePayloadInfo,
} from '../../../shared/testing/instances.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const sentAt = at(1000);
const started = makeHistoryEvent();
const taken = (eventType: string) => ({
  events: [started, makeHistoryEvent({ eventType, timestamp: sentAt })],
});
const running = (instanceId: string) => makeInstanceRow({ instanceId });
const terminated = (instanceId: string) => makeInstanceRow({ instanceId, runtimeStatus: 'Terminated' });

const [owned] = makeBacklog().partitions;
const expired = { ...owned!, partition: 1, owner: { ...owned!.owner!, lease: 'expired' as const } };
const hub = new MemoryTaskHub({
  backlog: makeBacklog({ partitionCount: 4, partitions: [owned!, expired] }),
  instances: [
    ...['terminate', 'suspend', 'resume', 'raise-event', 'waits', 'orphaned', ...hostileIds].map(running),
    makeInstanceRow({ instanceId: 'completed', runtimeStatus: 'Completed' }),
    makeInstanceRow({ instanceId: 'completed-after', runtimeStatus: 'Completed' }),
    terminated('terminated-by-other'),
    terminated('never-started'),
    makeInstanceRow({ instanceId: 'scheduled', runtimeStatus: 'Pending', scheduledStartAt: at(5000) }),
    makeInstanceDetail({
      instanceId: 'reason-kept',
      runtimeStatus: 'Pending',
      scheduledStartAt: at(5000),
      output: makePayloadInfo(),
    }),
    makeInstanceRow({ instanceId: 'row-ended', runtimeStatus: 'Terminated', scheduledStartAt: at(5000) }),
    makeInstanceRow({ instanceId: 'began-anew', createdAt: at(1001) }),
    makeInstanceRow({ instanceId: 'left-alone', partition: 1 }),
    makeInstanceRow({ instanceId: 'other-queue', partition: 3 }),
  ],
  histories: {
    terminate: taken('ExecutionTerminated'),
    suspend: taken('ExecutionSuspended'),
    resume: taken('ExecutionResumed'),
    'raise-event': taken('EventRaised'),
    'completed-after': taken('EventRaised'),
    waits: { events: [started, makeHistoryEvent({ eventType: 'ExecutionTerminated', timestamp: at(999) })] },
    completed: { events: [started] },
    'terminated-by-other': {
      events: [started, makeHistoryEvent({ eventType: 'ExecutionTerminated', timestamp: at(999) })],
    },
  },
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

const path = (id: string, command: CommandName) =>
  instancePath(id, `/command-progress?command=${command}&sentAt=${sentAt}`);
const follow = async (id: string, command: CommandName = 'terminate') =>
  commandProgress.result.parse((await server.get(path(id, command)).expect(200)).body);

it.each(['terminate', 'suspend', 'resume', 'raise-event'] as const)(
  '%s is applied once its own event is in the history',
  async (command) => {
    expect(await follow(command, command)).toMatchObject({ state: 'applied' });
  },
);

it('an event taken in before the end is applied', async () => {
  expect(await follow('completed-after', 'raise-event')).toMatchObject({ state: 'applied' });
});

it('the event of another command is no proof', async () => {
  expect(await follow('waits')).toMatchObject({ state: 'queued' });
  expect(await follow('terminate', 'suspend')).toMatchObject({ state: 'queued' });
});

it('is dropped when the instance ended without it', async () => {
  const progress = await follow('completed', 'suspend');
  expect(progress.state).toBe('dropped');
  expect(progress.detail).toContain('Completed');
  expect(await follow('terminated-by-other')).toMatchObject({ state: 'dropped' });
});

it('is dropped when the instance is gone', async () => {
  expect(await follow('purged')).toMatchObject({ state: 'dropped' });
});

it('a terminate that came before the start is applied without a history', async () => {
  expect(await follow('never-started')).toMatchObject({ state: 'applied' });
  expect(await follow('never-started', 'suspend')).toMatchObject({ state: 'dropped' });
});

it('a terminate before a scheduled start is not called done, as the instance starts all the same', async () => {
  const { state, detail } = await follow('reason-kept');
  expect(state).toBe('dropped');
  expect(detail).toContain('the instance starts at its due time all the same');
});

it('a scheduled start whose row has ended was cancelled, and is not said to start', async () => {
  const { state, detail } = await follow('row-ended');
  expect(state).toBe('dropped');
  expect(detail).toContain('as after the cancel of a scheduled start');
  expect(detail).toContain('does not start');
});

it('a scheduled instance says why it may never take it in', async () => {
  const { state, detail } = await follow('scheduled', 'raise-event');
  expect(state).toBe('queued');
  expect(detail).toContain('scheduled');
});

it('an instance that began anew says that the effect may not show', async () => {
  const { state, detail } = await follow('began-anew', 'raise-event');
  expect(state).toBe('queued');
  expect(detail).toContain('new execution');
});

it('says when no worker owns the queue', async () => {
  expect((await follow('waits')).detail).not.toContain('no worker');
  expect((await follow('left-alone')).detail).toContain('no worker');
  expect((await follow('other-queue')).detail).not.toContain('no worker');
});

it('follows although the queues cannot be read', async () => {
  const open = await server.hub('memory~TestHub');
  const readBacklog = open.readBacklog.bind(open);
  Object.assign(open, { readBacklog: () => Promise.reject(new Error('no access')) });
  expect(await follow('left-alone')).toMatchObject({ state: 'queued' });
  Object.assign(open, { readBacklog });
});

it.each(hostileIds)('%j is followed by its id', async (id) => {
  expect(await follow(id)).toMatchObject({ state: 'queued' });
});

it.each(['', '?command=dance&sentAt=' + sentAt, '?command=terminate&sentAt=2026-11-21T05:00:00Z'])(
  'the query %j is refused',
  async (query) => {
    const response = await server.get(instancePath('waits', `/command-progress${query}`)).expect(400);
    expect(errorOf(response).code).toBe('invalid-request');
  },
);
