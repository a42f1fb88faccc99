import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { listenForTest } from '../../testing/listening.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';

let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;

const time = (value: string) => ({ type: 'DateTime', value });
const good = {
  Name: 'Order',
  Version: '',
  RuntimeStatus: 'Running',
  ExecutionId: 'e1',
  CreatedTime: time('2026-11-21T05:28:37.9744253Z'),
  LastUpdatedTime: time('2026-11-21T05:28:38.0000000Z'),
};

async function putInstance(id: string, columns: Record<string, unknown>) {
  await storage.instances.createEntity({ partitionKey: id, rowKey: '', ...columns });
  return (await hub.getInstance(id))!;
}

async function putEvents(id: string, rows: Record<string, unknown>[], mark?: Record<string, unknown>) {
  for (const [i, columns] of rows.entries()) {
    const rowKey = i.toString(16).toUpperCase().padStart(16, '0');
    const common = { EventId: -1, _Timestamp: time('2026-11-21T05:28:38.1234567Z'), ExecutionId: 'e1' };
    await storage.history.createEntity({ partitionKey: id, rowKey, ...common, ...columns });
  }
  const complete = { ExecutionId: 'e1', IsCheckpointComplete: true, ...mark };
  await storage.history.createEntity({ partitionKey: id, rowKey: 'sentinel', ...complete });
}

const history = (id: string) => hub.readHistory(id, { limit: 1000 });

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'BadHub');
  await storage.largeMessages.create();
  hub = connectStorage(azurite.connectionString).openHub('BadHub');
});
afterAll(() => azurite.stop());

describe('an instance row', () => {
  it('without its columns is shown with what it lacks', async () => {
    expect(await putInstance('bare', {})).toMatchObject({
      runtimeStatus: 'Unknown',
      name: null,
      createdAt: null,
      input: null,
      problems: ['Name', 'RuntimeStatus', 'CreatedTime', 'LastUpdatedTime', 'ExecutionId'].map(
        (column) => `${column} is missing.`,
      ),
    });
  });

  it('with wrong types is shown with what they are', async () => {
    const detail = await putInstance('wrong-types', {
      ...good,
      Name: 42,
      CreatedTime: 'yesterday',
      Generation: 'first',
      Input: { type: 'Int64', value: '7' },
    });
    expect(detail).toMatchObject({ name: null, createdAt: null, generation: null, input: null });
    expect(detail.problems).toEqual([
      'Name is not text but Int32 "42".',
      'CreatedTime is not a time but String "yesterday".',
      'Generation is not a whole number but String "first".',
      'Input is not text but Int64 "7".',
    ]);
  });

  it('with malformed JSON and an unknown status keeps the texts', async () => {
    const detail = await putInstance('malformed', {
      ...good,
      RuntimeStatus: 'Resting',
      CustomStatus: '{"half',
      Tags: '[1]',
    });
    expect(detail).toMatchObject({ runtimeStatus: 'Unknown', customStatus: '{"half', tags: null });
    expect(detail.problems).toEqual([
      'CustomStatus is not JSON: "{"half".',
      'RuntimeStatus is "Resting", which is none of the engine\'s.',
      'Tags are not a JSON object.',
    ]);
  });

  it.each(['half way', '[2/5] packing', '50 %', ''])(
    'of an orchestration may have "%s" as status: only some SDKs write JSON',
    async (CustomStatus) => {
      const detail = await putInstance(`status ${CustomStatus.replace('/', ' ')}`, { ...good, CustomStatus });
      expect(detail.problems).toEqual([]);
      expect(detail.customStatus).toBe(CustomStatus);
    },
  );

  it('of an entity in trouble shows what the engine wrote instead of a summary', async () => {
    const detail = await putInstance('@counter@x', {
      ...good,
      Input: '{}',
      CustomStatus: 'Internal Error: oops',
    });
    expect(detail).toMatchObject({ entity: null, customStatus: 'Internal Error: oops' });
    expect(detail.problems).toEqual(['CustomStatus is not JSON: "Internal Error: oops".']);
  });

  it('of an entity with another summary than the engine writes has none', async () => {
    const detail = await putInstance('@counter@y', { ...good, CustomStatus: '{"queueSize":"many"}' });
    expect(detail.entity).toBeNull();
    expect(detail.problems).toEqual(['CustomStatus is not the summary of an entity.']);
  });

  it('with tags in a blob says where they are, and its own tags otherwise', async () => {
    const { tags, problems } = await putInstance('large-tags', {
      ...good,
      Tags: '',
      TagsBlobName: 'x.json.gz',
    });
    expect(tags).toBeNull();
    expect(problems).toEqual(['Tags are too large to be shown: they are kept in a blob.']);
    const typed = await putInstance('typed-tags', {
      ...good,
      Tags: '{"$type":"Dictionary","tenant":"contoso"}',
    });
    expect(typed).toMatchObject({ tags: { tenant: 'contoso' }, problems: [] });
  });

  it('is in the list with the same problems, and does not end it', async () => {
    const rows = [];
    for await (const page of hub.scanInstances({})) rows.push(...page);
    expect(rows.find(({ instanceId }) => instanceId === 'bare')?.problems).toHaveLength(5);
    expect(rows.find(({ instanceId }) => instanceId === 'malformed')?.problems).toHaveLength(3);
  });
});

describe('a payload', () => {
  const upload = (name: string, content: Buffer) =>
    storage.largeMessages.getBlockBlobClient(name).uploadData(content);

  it('whose blob is gone is shown as gone, and cannot be read', async () => {
    const url = `${storage.largeMessages.url}/gone/history-1-Result.json.gz`;
    const { output } = await putInstance('gone', { ...good, Output: url });
    expect(output).toMatchObject({
      location: 'blob',
      storedBytes: null,
      problem: 'Its blob gone/history-1-Result.json.gz is gone.',
    });
    await expect(hub.readPayload('gone', output!.ref, 100)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('whose blob is not gzip says so', async () => {
    await upload('plain/a.json.gz', Buffer.from('not gzip'));
    const { input } = await putInstance('plain', { ...good, Input: '', InputBlobName: 'plain/a.json.gz' });
    expect(input).toMatchObject({ location: 'blob', storedBytes: 8, problem: null });
    await expect(hub.readPayload('plain', input!.ref, 100)).rejects.toThrow('is not gzip');
  });

  it('whose blob ends midway is shown as far as it goes', async () => {
    const whole = gzipSync(JSON.stringify(Array.from({ length: 5000 }, (_, i) => i * i)));
    await upload('half/a.json.gz', whole.subarray(0, whole.length / 2));
    const { input } = await putInstance('half', { ...good, Input: '', InputBlobName: 'half/a.json.gz' });
    const torn = await hub.readPayload('half', input!.ref, 1_000_000);
    expect(torn.text).toMatch(/^\[0,1,4,9,/);
    expect(torn).toMatchObject({ isTruncated: true, sizeBytes: null });
    expect(torn.problem).toContain('damaged');
  });

  it('whose blob claims to be far larger than it is stored is cut, and not kept in memory', async () => {
    await upload('bomb/a.json.gz', gzipSync(Buffer.alloc(300 * 1024 * 1024, 'a')));
    const { input } = await putInstance('bomb', { ...good, Input: '', InputBlobName: 'bomb/a.json.gz' });
    const before = process.memoryUsage.rss();
    const cut = await hub.readPayload('bomb', input!.ref, 1000);
    expect(cut).toMatchObject({ text: 'a'.repeat(1000), sizeBytes: null, isTruncated: true, problem: null });
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('is streamed whole, whatever its size', async () => {
    const text = JSON.stringify('ü'.repeat(1_000_000));
    await upload('stream/a.json.gz', gzipSync(text));
    const { input } = await putInstance('stream', { ...good, Input: '', InputBlobName: 'stream/a.json.gz' });
    const { parts, ownerName } = await hub.streamPayload('stream', input!.ref, new AbortController().signal);
    expect(ownerName).toBe('Order');
    let streamed = '';
    for await (const part of parts) streamed += part;
    expect(streamed).toBe(text);
  });

  it('that waits inside a start message is taken out of it', async () => {
    const name = 'waiting/message-1-ExecutionStarted.json.gz';
    await upload(name, gzipSync(JSON.stringify({ TaskMessage: { Event: { Input: '"big"' } } })));
    const { input } = await putInstance('waiting', {
      ...good,
      Input: `${storage.largeMessages.url}/${name}`,
    });
    expect(await hub.readPayload('waiting', input!.ref, 100)).toMatchObject({
      text: '"big"',
      sizeBytes: 5,
      isTruncated: false,
    });
    await upload(name, gzipSync('{"TaskMessage":null}'));
    await expect(hub.readPayload('waiting', input!.ref, 100)).rejects.toThrow('holds no start message');
  });

  it('that is a URL of somebody else is text and is never fetched', async () => {
    let requests = 0;
    const server = await listenForTest((_, response) => {
      requests++;
      response.end();
    });
    const url = `${server.url}/devstoreaccount1/badhub-largemessages/secret.json.gz`;
    const { input } = await putInstance('foreign', { ...good, Input: url });
    expect(input).toMatchObject({ location: 'inline', preview: url });
    expect((await hub.readPayload('foreign', input!.ref, 1000)).text).toBe(url);
    expect(requests).toBe(0);
    await server.close();
  });

  it('is cut after the characters asked for, never through a character', async () => {
    const { input } = await putInstance('long', { ...good, Input: 'ab🚀cd' });
    expect(await hub.readPayload('long', input!.ref, 3)).toMatchObject({
      text: 'ab',
      sizeBytes: 8,
      isTruncated: true,
    });
  });

  it('of an execution that was overwritten is not mistaken for the new one’s', async () => {
    await putEvents('again', [{ EventType: 'ExecutionStarted', Name: 'Order', Input: '"old"' }]);
    const { events } = await history('again');
    const { ref } = events[0]!.payloads.Input!;
    await storage.history.updateEntity(
      { partitionKey: 'again', rowKey: '0000000000000000', ExecutionId: 'e2', Input: '"new"' },
      'Merge',
    );
    await expect(hub.readPayload('again', ref, 100)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a history', () => {
  it('with events nobody knows, or that lack columns, shows each in its place', async () => {
    await putEvents('strange', [
      { EventType: 'OrchestratorStarted' },
      { EventType: 'Teleported', Input: '"x"' },
      { EventType: 'TaskCompleted', EventId: 'one', Result: '1' },
      { EventType: 'ExecutionStarted', Name: 'Order', ParentInstance: '{"Name":', Tags: '{"a":1}' },
      { EventType: 'SubOrchestrationInstanceCreated', Name: 'Child', InstanceId: true },
    ]);
    const { events, problems } = await history('strange');
    expect(problems).toEqual([]);
    expect(events.map(({ eventType, isKnownType }) => [eventType, isKnownType])).toEqual([
      ['OrchestratorStarted', true],
      ['Teleported', false],
      ['TaskCompleted', true],
      ['ExecutionStarted', true],
      ['SubOrchestrationInstanceCreated', true],
    ]);
    expect(events[1]!.payloads.Input?.preview).toBe('"x"');
    expect(events.map((event) => event.problems)).toEqual([
      [],
      [],
      ['TaskScheduledId is missing.', 'EventId is not a whole number but String "one".'],
      ['ParentInstance is not JSON: "{"Name":".', 'Tag a is not text.'],
      ['InstanceId is not text but Boolean "true".'],
    ]);
  });

  it('whose mark names an execution without rows is torn', async () => {
    await putInstance('torn', good);
    await putEvents('torn', [{ EventType: 'OrchestratorStarted' }], { ExecutionId: 'e2' });
    expect(await history('torn')).toMatchObject({
      executionId: 'e2',
      events: [{ isLeftover: true }],
      leftoverRows: 1,
      problems: [
        expect.stringContaining('The history belongs to execution e2, the instance to execution e1'),
        'The history has no rows of execution e2.',
      ],
    });
  });

  it('with lost rows names them', async () => {
    await putEvents(
      'gaps',
      Array.from({ length: 7 }, () => ({ EventType: 'OrchestratorStarted' })),
    );
    for (const ordinal of [0, 3, 4]) await storage.history.deleteEntity('gaps', `000000000000000${ordinal}`);
    const { events, problems } = await history('gaps');
    expect(events.map(({ ordinal }) => ordinal)).toEqual([1, 2, 5, 6]);
    expect(problems).toEqual(['Row 0 of the history is missing.', 'Rows 3 to 4 of the history are missing.']);
  });

  it('without its mark is shown by the execution of the instance', async () => {
    await putInstance('unmarked', good);
    await putEvents('unmarked', [{ EventType: 'OrchestratorStarted' }]);
    await storage.history.deleteEntity('unmarked', 'sentinel');
    expect(await history('unmarked')).toMatchObject({
      executionId: 'e1',
      events: [{ eventType: 'OrchestratorStarted' }],
      isCheckpointComplete: null,
      problems: ['The mark that ends every history (sentinel row) is missing.'],
    });
  });

  it('cut off inside a checkpoint says so', async () => {
    await putEvents('cut', [{ EventType: 'OrchestratorStarted' }], { IsCheckpointComplete: false });
    expect(await history('cut')).toMatchObject({
      isCheckpointComplete: false,
      problems: ['A checkpoint was not written to its end: the last events may be missing.'],
    });
  });

  it('with a row key that is no number keeps the row', async () => {
    await putEvents('odd-key', [{ EventType: 'OrchestratorStarted' }]);
    const row = { EventType: 'TimerFired', ExecutionId: 'e1' };
    await storage.history.createEntity({ partitionKey: 'odd-key', rowKey: 'last', ...row });
    const { events } = await history('odd-key');
    expect(events[1]).toMatchObject({ ordinal: null, rowKey: 'last', eventType: 'TimerFired' });
    expect(events[1]!.problems).toContain('The row key is not a place in the history.');
  });
});
