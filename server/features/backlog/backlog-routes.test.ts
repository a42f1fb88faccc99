import { afterAll, beforeAll, expect, it } from 'vitest';
import { peekMessages, type QueuedMessage } from '../../../shared/contract/backlog.ts';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { at } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, startTestApp, type TestApp } from '../../testing/test-app.ts';

const message: QueuedMessage = {
  messageId: 'm1',
  insertedAt: at(1),
  dequeueCount: 0,
  encoding: 'utf8',
  sizeBytes: 400,
  eventType: 'EventRaised',
  instanceId: 'a/b',
  executionId: null,
  name: 'Event_Ship',
  eventAt: at(1),
  dueAt: null,
  blobName: null,
  problems: [],
};
const hub = new MemoryTaskHub({
  messages: { 'testhub-control-00': [message], 'other-app-orders': [{ ...message, name: 'private' }] },
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

const peek = (queue: string) =>
  server.get(`/api/hubs/memory~TestHub/queues/${encodeURIComponent(queue)}/messages`);

it('answers depth and owner of every queue', async () => {
  await server.get('/api/hubs/memory~TestHub/backlog').expect(200, makeBacklog());
});

it('shows waiting messages of a control queue and of the work items', async () => {
  const { messages } = peekMessages.result.parse((await peek('testhub-control-00').expect(200)).body);
  expect(messages).toEqual([message]);
  await peek('testhub-workitems').expect(200, { messages: [] });
});

it.each(['other-app-orders', 'testhub-control-0', '../x', 'a/b'])('does not look into %s', async (queue) => {
  const response = await peek(queue).expect(404);
  expect(errorOf(response).code).toBe('not-found');
  expect(response.text).not.toContain('private');
});

it('peeks once for all who look into a queue', async () => {
  const watched = new MemoryTaskHub({ messages: { 'testhub-control-00': [message] } });
  let peeks = 0;
  const peekMessagesOf = watched.peekMessages.bind(watched);
  watched.peekMessages = (queue) => {
    peeks += 1;
    return peekMessagesOf(queue);
  };
  const other = await startTestApp(watched);
  const look = () => other.get('/api/hubs/memory~TestHub/queues/testhub-control-00/messages').expect(200);
  await Promise.all(Array.from({ length: 20 }, look));
  expect(peeks).toBe(1);
  await other.close();
});
