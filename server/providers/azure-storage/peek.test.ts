import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';
import { encodeBody, largeMessageJson } from './format/message-data.ts';

let azurite: Azurite;
let recorded: TaskHub;
let storage: StorageHub;
let hub: TaskHub;

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  recorded = connectStorage(azurite.connectionString).openHub('RecordedHub');
  storage = await createStorageHub(azurite.connectionString, 'PeekHub', 1);
  hub = connectStorage(azurite.connectionString).openHub('PeekHub');
});
afterAll(() => azurite.stop());

async function peekOne(text: string) {
  const queue = storage.queue('workitems');
  await queue.clearMessages();
  await queue.sendMessage(text);
  const [message] = await hub.peekMessages('peekhub-workitems');
  return message!;
}

it('decodes every recorded message', async () => {
  const queues = ['control-00', 'control-01', 'control-02', 'control-03', 'workitems'];
  const peeked = await Promise.all(queues.map((queue) => recorded.peekMessages(`recordedhub-${queue}`)));
  const messages = peeked.flat();
  expect(messages.length).toBe(31);
  expect(messages.flatMap(({ problems }) => problems)).toEqual([]);
  const starts = messages.filter(({ eventType }) => eventType === 'ExecutionStarted');
  expect(starts.filter(({ instanceId }) => instanceId?.startsWith('backlog-'))).toHaveLength(25);
  expect(messages).toContainEqual(
    expect.objectContaining({
      encoding: 'utf8',
      eventType: 'EventRaised',
      instanceId: 'order-1003:ship-1',
      executionId: null,
      name: 'Event_Ship',
      eventAt: '2026-11-21T05:28:54.8999695Z',
      dequeueCount: 0,
    }),
  );
  expect(messages).toContainEqual(
    expect.objectContaining({ eventType: 'TaskScheduled', name: 'NoSuchActivity' }),
  );
});

it('takes nothing out of the queue', async () => {
  const before = await recorded.peekMessages('recordedhub-control-01');
  expect(await recorded.peekMessages('recordedhub-control-01')).toEqual(before);
  expect(before).toHaveLength(10);
});

it('decodes Base64 as the older engines write it', async () => {
  const message = await peekOne(
    encodeBody(
      JSON.stringify({
        TaskMessage: {
          Event: { EventType: 11, Timestamp: '2026-11-21T05:28:54.89Z' },
          OrchestrationInstance: { InstanceId: 'zoë', ExecutionId: 'e1' },
        },
      }),
    ),
  );
  expect(message).toMatchObject({
    encoding: 'base64',
    eventType: 'TimerFired',
    instanceId: 'zoë',
    executionId: 'e1',
    name: null,
    eventAt: '2026-11-21T05:28:54.8900000Z',
    problems: [],
  });
});

const message = (event: object, InstanceId = 'x') =>
  JSON.stringify({ TaskMessage: { Event: event, OrchestrationInstance: { InstanceId } } });

it.each([
  ['a timer', message({ EventType: 11, FireAt: '2026-11-21T05:28:54.89Z' })],
  ['a scheduled start', message({ EventType: 0, ScheduledStartTime: '2026-11-21T05:28:54.89Z' })],
  ['a delayed signal', message({ EventType: 15, Name: 'op@2026-11-21T05:28:54.89Z' }, '@counter@a')],
  ['a timer without a zone', message({ EventType: 11, FireAt: '2026-11-21T05:28:54.89' })],
  ['a start of another zone', message({ EventType: 0, ScheduledStartTime: '2026-11-21T07:28:54.89+02:00' })],
  ['a signal without a zone', message({ EventType: 15, Name: 'op@2026-11-21T05:28:54.8900000' }, '@c@a')],
])('tells since when %s has been due', async (_, text) => {
  expect((await peekOne(text)).dueAt).toBe('2026-11-21T05:28:54.8900000Z');
});

it.each([
  ['an event named like a delayed signal', message({ EventType: 15, Name: 'op@2026-11-21T05:28:54.89Z' })],
  ['a signal that is wanted at once', message({ EventType: 15, Name: 'op' }, '@counter@a')],
  ['a start that is wanted at once', message({ EventType: 0, ScheduledStartTime: null })],
  ['a timer that does not say when it fires', message({ EventType: 11 })],
])('knows no due time of %s', async (_, text) => {
  expect((await peekOne(text)).dueAt).toBeNull();
});

it('reads what a large message is from its stand-in, without the blob', async () => {
  const blobName = 'a/b/message-061594d7de6049038104b5d71808401e-TaskCompleted.json.gz';
  const text = largeMessageJson(blobName);
  expect(await peekOne(text)).toMatchObject({
    blobName,
    instanceId: 'a/b',
    eventType: 'TaskCompleted',
    sizeBytes: Buffer.byteLength(text),
    problems: [],
  });
});

it.each([
  ['neither JSON nor Base64', '{"half', 'The message is neither JSON nor Base64 of JSON.'],
  ['Base64 of something else', encodeBody('hello'), 'The message is neither JSON nor Base64 of JSON.'],
  ['JSON of something else', '{"TaskMessage":7}', 'The message is none of the engine’s.'],
  ['an empty envelope', '{}', 'The message has no content.'],
  [
    'an unknown event type',
    '{"TaskMessage":{"Event":{"EventType":99},"OrchestrationInstance":{"InstanceId":"x"}}}',
    'The event type 99 is not one the engine has.',
  ],
])('shows %s as what it is', async (_, text, problem) => {
  expect(await peekOne(text)).toMatchObject({ eventType: null, problems: [problem] });
});

it.each(['peekhub-control-7', 'peekhub-other', 'recordedhub-control-00', '../peekhub-workitems', ''])(
  'does not touch the queue "%s", which is none of the hub’s',
  async (queue) => {
    await expect(hub.peekMessages(queue)).rejects.toMatchObject({ code: 'not-found' });
  },
);

it('says when a queue of the hub is missing', async () => {
  await expect(hub.peekMessages('peekhub-control-09')).rejects.toMatchObject({
    code: 'not-found',
    message: 'The storage account devstoreaccount1 has no queue peekhub-control-09.',
  });
});
