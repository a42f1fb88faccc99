import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandProgress } from '../../../shared/contract/commands.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const sentAt = at(1000);
const dueLater = '2199-01-01T00:00:00.0000000Z';
const row = (instanceId: string, parts: Parameters<typeof makeInstanceRow>[0] = {}) =>
  makeInstanceRow({ instanceId, executionId: 'mine', lastUpdatedAt: at(900), ...parts });
const entity = (instanceId: string, lastUpdatedAt: string, lockedBy: string | null = null, queueSize = 0) =>
  row(instanceId, { kind: 'entity', lastUpdatedAt, entity: { exists: true, queueSize, lockedBy } });
const begun = { executionId: 'mine', events: [makeHistoryEvent()] };

const hub = new MemoryTaskHub({
  instances: [
    row('waits', { runtimeStatus: 'Pending' }),
    row('scheduled', { runtimeStatus: 'Pending', scheduledStartAt: dueLater }),
    row('begun', { runtimeStatus: 'Pending' }),
    row('runs'),
    row('completed', { runtimeStatus: 'Completed' }),
    row('never-began', { runtimeStatus: 'Terminated' }),
    row('other-won', { executionId: 'other' }),
    row('continued', { executionId: 'other', generation: 2 }),
    row('woken', { runtimeStatus: 'Failed' }),
    row('failed', { runtimeStatus: 'Failed' }),
    row('failed-after', { runtimeStatus: 'Failed', lastUpdatedAt: at(1001) }),
    row('rewound', { runtimeStatus: 'Pending' }),
    row('started-after', { createdAt: at(1001) }),
    row('written', { rowVersion: at(1001) }),
    row('unwritten', { rowVersion: at(999) }),
    row('cancelled', { runtimeStatus: 'Terminated', scheduledStartAt: dueLater }),
    entity('@e@worked', at(1001)),
    entity('@e@idle', at(999)),
    entity('@e@locked', at(1001), 'transfer', 3),
    entity('@e@held', at(999), 'transfer'),
  ],
  histories: {
    begun,
    completed: begun,
    woken: { events: [makeHistoryEvent({ eventType: 'GenericEvent', timestamp: sentAt })] },
  },
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

async function follow(id: string, command: CommandName, more: Record<string, string> = {}) {
  const query = new URLSearchParams({ command, sentAt, ...more });
  const response = await server.get(instancePath(id, `/command-progress?${query.toString()}`)).expect(200);
  return commandProgress.result.parse(response.body);
}

it.each([
  ['start', 'waits', 'queued', 'queue'],
  ['start', 'scheduled', 'queued', 'scheduled'],
  ['start', 'begun', 'applied', 'begun'],
  ['start', 'runs', 'applied', 'Running'],
  ['start', 'completed', 'applied', 'Completed'],
  ['start', 'never-began', 'dropped', 'before it began'],
  ['start', 'other-won', 'dropped', 'another execution'],
  ['start', 'continued', 'applied', 'generation 2'],
  ['start', 'nobody', 'dropped', 'no row'],
  ['restart', 'other-won', 'dropped', 'another execution'],
  ['rewind', 'woken', 'applied', 'woke'],
  ['rewind', 'runs', 'applied', 'goes on'],
  ['rewind', 'rewound', 'queued', 'undone'],
  ['rewind', 'failed', 'queued', 'nothing shows'],
  ['rewind', 'failed-after', 'dropped', 'came after'],
  ['rewind', 'never-began', 'dropped', 'Terminated'],
  ['rewind', 'nobody', 'dropped', 'gone'],
  ['purge', 'nobody', 'applied', 'gone'],
  ['purge', 'started-after', 'applied', 'after the purge'],
  ['purge', 'runs', 'queued', 'still in storage'],
  ['set-custom-status', 'written', 'applied', 'written after'],
  ['set-custom-status', 'unwritten', 'queued', 'not been written'],
  ['set-custom-status', 'nobody', 'dropped', 'gone'],
  ['cancel-scheduled-start', 'cancelled', 'applied', 'Terminated'],
  ['cancel-scheduled-start', 'nobody', 'applied', 'gone'],
  ['cancel-scheduled-start', 'scheduled', 'queued', 'waiting'],
  ['cancel-scheduled-start', 'runs', 'dropped', 'started all the same'],
  ['signal-entity', '@e@worked', 'applied', 'as much as can be known'],
  ['signal-entity', '@e@idle', 'queued', 'queue'],
  ['signal-entity', '@e@locked', 'queued', 'transfer'],
  ['signal-entity', '@e@unborn', 'queued', 'no entity yet'],
  ['clean-entity', '@e@unborn', 'applied', 'gone'],
  ['clean-entity', '@e@idle', 'applied', 'Nobody holds'],
  ['clean-entity', '@e@held', 'queued', 'transfer'],
] as const)('%s of %s is %s', async (command, id, state, words) => {
  const progress = await follow(id, command, { executionId: 'mine' });
  expect(progress.state).toBe(state);
  expect(progress.detail).toContain(words);
});

it('a start whose row may still be on its way is not given up', async () => {
  const now = `${new Date().toISOString().slice(0, 23)}0000Z`;
  expect(await follow('nobody', 'start', { sentAt: now })).toMatchObject({ state: 'queued' });
});

it('a rewind that begins at a child is followed there', async () => {
  expect(await follow('failed', 'rewind', { followedInstanceId: 'woken' })).toMatchObject({
    state: 'applied',
  });
});

it('a scheduled signal waits until it is due, whatever the entity does', async () => {
  expect(await follow('@e@worked', 'signal-entity', { dueAt: dueLater })).toMatchObject({ state: 'queued' });
});

it('deleting a task hub leaves nothing to be followed', async () => {
  const query = new URLSearchParams({ command: 'delete-task-hub', sentAt });
  await server.get(instancePath('runs', `/command-progress?${query.toString()}`)).expect(400);
});
