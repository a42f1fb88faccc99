import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { msToInstant } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { startAzurite, type Azurite } from '../azurite.ts';
import { createTaskHub } from './create-task-hub.ts';
import { newEvent, type HistoryEvent } from './history-event.ts';
import { createHubClient } from './hub-client.ts';
import { openHubStorage, type HubStorage } from './hub-storage.ts';
import { isRecord, textOf, type JsonRecord } from './json-record.ts';
import { createMessageSender, type OutgoingMessage } from './message-sender.ts';
import { runTurn } from './orchestration-turn.ts';
import { createPayloadBlobs } from './payload-blobs.ts';
import { scenarioRegistry } from './scenario-registry.ts';

const fixtures = new URL('../../../e2e/fixtures/', import.meta.url);
const readJson = (file: string) => JSON.parse(readFileSync(new URL(file, fixtures), 'utf8')) as unknown;

function recordedMessages(): JsonRecord[] {
  const queues = readJson('recorded/queues.json') as Record<string, { visible: { text: string }[] }>;
  const commands = readJson('commands.json') as { messages: { text: string }[] }[];
  const blobs = readJson('recorded/blobs.json') as { name: string; file: string }[];
  const blobTexts = blobs
    .filter(({ name }) => name.includes('/message-'))
    .map(({ file }) =>
      gunzipSync(readFileSync(new URL(`recorded/blobs/${file}`, fixtures))).toString('utf8'),
    );
  const texts = [
    ...Object.values(queues).flatMap(({ visible }) => visible),
    ...commands.flatMap((c) => c.messages),
  ];
  return [...texts.map(({ text }) => text), ...blobTexts].map((text) => JSON.parse(text) as JsonRecord);
}

/** `path: member member …` of every object, user values left out. */
function shapesOf(value: unknown, path: string, shapes: string[] = []): string[] {
  if (!isRecord(value)) return shapes;
  const isDictionary = textOf(value, '$type')?.startsWith('System.Collections') === true;
  shapes.push(`${path}: ${isDictionary ? '$type' : Object.keys(value).join(' ')}`);
  if (isDictionary) return shapes;
  for (const [member, inner] of Object.entries(value)) shapesOf(inner, `${path}.${member}`, shapes);
  return shapes;
}

function eventOf(message: JsonRecord): JsonRecord {
  const task = message.TaskMessage;
  return isRecord(task) && isRecord(task.Event) ? task.Event : {};
}

/** The engine's shapes of each part of a message, by event class. */
function knownShapes(): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const message of recordedMessages()) {
    const type = textOf(eventOf(message), '$type') ?? 'reference';
    known.set(type, new Set([...(known.get(type) ?? []), ...shapesOf(message, type)]));
  }
  return known;
}

let azurite: Azurite;
let storage: HubStorage;
beforeAll(async () => {
  azurite = await startAzurite();
  await createTaskHub(azurite.connectionString, 'Wire', 1);
  storage = openHubStorage(azurite.connectionString, 'Wire');
});
afterAll(() => azurite.stop());

async function written(): Promise<JsonRecord[]> {
  const messages: JsonRecord[] = [];
  for (const queue of [storage.controlQueue(0), storage.workItems]) {
    const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
    messages.push(...peekedMessageItems.map(({ messageText }) => JSON.parse(messageText) as JsonRecord));
    await queue.clearMessages();
  }
  return messages;
}

/** The first turn of an orchestrator, as a worker would send it. */
function firstTurn(
  name: string,
  input: unknown,
  parentTask: number | null = null,
): readonly OutgoingMessage[] {
  const instance = { instanceId: 'sender', executionId: '00000000000000000000000000000001' };
  const parent = { name: 'P', version: '', instance: { ...instance, instanceId: 'p' }, taskScheduledId: 4 };
  const started = newEvent('ExecutionStarted', nowInstant(), {
    instance,
    name,
    version: '',
    input: JSON.stringify(input),
    parentInstance: parentTask === null ? null : parent,
  });
  const source = { now: nowInstant, newGuid: () => '11111111-2222-3333-4444-555555555555' };
  const orchestrator = scenarioRegistry.orchestrators[name]!;
  return runTurn({ orchestrator, past: [], arrived: [started], source }).outgoing;
}

async function send(messages: readonly OutgoingMessage[]): Promise<JsonRecord[]> {
  const sender = createMessageSender(storage, createPayloadBlobs(storage), 1);
  const instance = { instanceId: 'sender', executionId: '00000000000000000000000000000001' };
  for (const message of messages) await sender.send(message, { instance, episode: 1 });
  return written();
}

function answer(type: 'TaskCompleted' | 'TaskFailed', fields: Partial<HistoryEvent>): OutgoingMessage {
  const target = { instanceId: 'sender', executionId: '00000000000000000000000000000001' };
  return { event: newEvent(type, nowInstant(), { taskScheduledId: 0, ...fields }), target };
}

const failure = {
  errorType: 'E',
  errorMessage: 'm',
  stackTrace: null,
  innerFailure: null,
  isNonRetriable: false,
};

describe('messages', () => {
  const known = knownShapes();

  it('of every kind that was recorded have the members and order of the recorded ones', async () => {
    const client = createHubClient({ connectionString: azurite.connectionString, hub: 'Wire' });
    await client.start('Chain', { instanceId: 'a', input: 1, tags: { tenant: 'b' } });
    await client.raiseEvent('a', 'Go', 1);
    await client.signalEntity({ name: 'counter', key: 'k' }, 'add', 1);
    await client.terminate('a', 'why');
    await client.suspend('a', 'why');
    await client.resume('a', 'why');
    await client.raiseEvent('a', 'Go', 'x'.repeat(50_000));
    const fromClient = await written();
    const fromWorker = await send([
      ...firstTurn('Chain', 1),
      ...firstTurn('Deadline', 0),
      answer('TaskCompleted', { result: '1' }),
    ]);
    const messages = [...fromClient, ...fromWorker];
    expect(messages).toHaveLength(10);
    for (const message of messages) {
      const type = textOf(eventOf(message), '$type') ?? 'reference';
      for (const shape of shapesOf(message, type)) expect([...known.get(type)!]).toContain(shape);
    }
  });

  it('between orchestrations name their parent, tags and failure', async () => {
    const [child] = await send(firstTurn('Parent', 1));
    const [notice] = await send(firstTurn('Throws', 1, 4));
    const [failed] = await send([answer('TaskFailed', { reason: 'm', failureDetails: failure })]);
    const shapes = shapesOf(eventOf(child!), 'child');
    expect(shapes).toContain('child.ParentInstance: $type Name OrchestrationInstance TaskScheduleId Version');
    expect(shapes[0]).toBe(
      [...known.get('DurableTask.Core.History.ExecutionStartedEvent')!]
        .find((shape) => shape.includes('.Event: '))!
        .replace(/^.*\.Event/, 'child'),
    );
    const members =
      '$type EventType TaskScheduledId Reason Details FailureDetails EventId IsPlayed Timestamp';
    expect(Object.keys(eventOf(notice!)).join(' ')).toBe(members);
    expect(Object.keys(eventOf(failed!)).join(' ')).toBe(members);
    expect(eventOf(notice!)).toMatchObject({
      $type: 'DurableTask.Core.History.SubOrchestrationInstanceFailedEvent',
      EventType: 9,
      TaskScheduledId: 4,
      FailureDetails: { $type: 'DurableTask.Core.FailureDetails', ErrorType: 'RangeError' },
    });
  });

  it('that are due later stay invisible until then', async () => {
    const client = createHubClient({ connectionString: azurite.connectionString, hub: 'Wire' });
    const due = msToInstant(Date.now() + 3_600_000);
    await client.start('Chain', { instanceId: 'later', scheduledStart: due });
    await client.signalEntity({ name: 'counter', key: 'k' }, 'add', 1, due);
    expect(await send(firstTurn('Deadline', 3_600_000))).toEqual([]);
  });
});
