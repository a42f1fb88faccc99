import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewRewind } from '../../shared/contract/command-previews.ts';
import { readHistory } from '../../shared/contract/history.ts';
import { getInstance } from '../../shared/contract/instance-detail.ts';
import { listInstances } from '../../shared/contract/instances.ts';
import { payloadSearch } from '../../shared/contract/payload-search.ts';
import { payload } from '../../shared/contract/payloads.ts';
import { maskedText } from '../../shared/domain/masked-text.ts';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from '../testing/test-app.ts';
import { compileMasking } from './masking-rules.ts';
import { maskConnection } from './masking-task-hub.ts';

const hubPath = '/api/hubs/test~MaskHub';
const card = '4111111111111111';
/** Put wherever a path rule means it. */
const secret = 'SESAME';
const secretJson = JSON.stringify({ order: 7, login: { password: secret } });
const failureText = `System.Exception: card ${card} was refused: ${secretJson}`;
const long = 'x'.repeat(5_000);

const rules = compileMasking(
  [{ path: '**.password' }, { pattern: String.raw`\b\d{16}\b` }, { path: '$.only', names: ['Named'] }],
  'withhold',
  [],
)!;

let azurite: Azurite;
let storage: StorageHub;
let server: TestApp;

const time = (value: string) => ({ type: 'DateTime', value });
const row = (status: string) => ({
  Name: 'Order',
  Version: '',
  RuntimeStatus: status,
  ExecutionId: 'e1',
  CreatedTime: time('2026-11-21T05:28:37.9744253Z'),
  LastUpdatedTime: time('2026-11-21T05:28:38.0000000Z'),
});

const instances: Record<string, Record<string, unknown>> = {
  plain: {
    ...row('Running'),
    Input: secretJson,
    CustomStatus: secretJson,
    Tags: JSON.stringify({ password: secret }),
  },
  failed: { ...row('Failed'), Input: `"${card}"`, Output: failureText },
  long: {
    ...row('Running'),
    Input: `${long} ${card}`,
    CustomStatus: JSON.stringify({ long, password: secret }),
  },
  // Both are torn by the place where previews and rows of lists end.
  torn: {
    ...row('Running'),
    Input: `"${'y'.repeat(245)} ${card} ${long}"`,
    CustomStatus: `"${'y'.repeat(1_013)} ${card}"`,
  },
  broken: { ...row('Running'), Input: `{"password":"${secret}",,}`, CustomStatus: `{"password": ${secret}` },
  blob: { ...row('Completed'), Input: '', InputBlobName: 'blob/input.json.gz', Output: secretJson },
  '@account@1': {
    ...row('Running'),
    Name: '@account@1',
    Input: JSON.stringify({ exists: true, state: secretJson }),
    CustomStatus: '{"entityExists":true}',
  },
  named: { ...row('Running'), Name: 'Named', Input: '{"only":"here"}' },
  unnamed: { ...row('Running'), Name: 'Other', Input: '{"only":"there"}' },
};

const events: Record<string, unknown>[] = [
  {
    EventType: 'ExecutionStarted',
    Name: 'Order',
    Input: secretJson,
    Tags: JSON.stringify({ password: secret }),
  },
  { EventType: 'TaskScheduled', EventId: 0, Name: 'Charge', Input: JSON.stringify([secretJson]) },
  { EventType: 'TaskFailed', TaskScheduledId: 0, Reason: `card ${card}`, Details: failureText },
  {
    EventType: 'TaskFailed',
    TaskScheduledId: 0,
    FailureDetails: JSON.stringify({ ErrorMessage: failureText }),
  },
  { EventType: 'EventRaised', Name: 'go', Input: '', InputBlobName: 'blob/input.json.gz' },
  { EventType: 'TaskCompleted', TaskScheduledId: 0, Result: `{"password":"${secret}"` },
];

async function fill(): Promise<void> {
  await storage.largeMessages.createIfNotExists();
  const big = JSON.stringify({ long, login: { password: secret }, numbers: [card] });
  await storage.largeMessages.getBlockBlobClient('blob/input.json.gz').uploadData(gzipSync(big));
  for (const [id, columns] of Object.entries(instances))
    await storage.instances.createEntity({ partitionKey: id, rowKey: '', ...columns });
  for (const [i, columns] of events.entries()) {
    const rowKey = i.toString(16).toUpperCase().padStart(16, '0');
    await storage.history.createEntity({
      ...{ partitionKey: 'plain', rowKey, ExecutionId: 'e1', EventId: i },
      _Timestamp: time('2026-11-21T05:28:38.0000000Z'),
      ...columns,
    });
  }
}

/** What a rewind reads of a failed instance. */
async function putFailedHistory(partitionKey: string): Promise<void> {
  const details = JSON.stringify({ ErrorType: 'System.Exception', ErrorMessage: failureText });
  const rows = [
    { rowKey: '0', EventType: 'ExecutionStarted', ParentInstance: 'null' },
    { rowKey: '1', EventType: 'TaskScheduled', EventId: 0, Name: 'Charge' },
    { rowKey: '2', EventType: 'TaskFailed', TaskScheduledId: 0, FailureDetails: details },
    { rowKey: '3', EventType: 'ExecutionCompleted', OrchestrationStatus: 'Failed', Result: failureText },
    { rowKey: 'sentinel', IsCheckpointComplete: true },
  ];
  for (const columns of rows)
    await storage.history.createEntity({ partitionKey, ExecutionId: 'e1', ...columns });
}

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'MaskHub');
  await fill();
  server = await startTestAppOn([maskConnection(connectStorage(azurite.connectionString), rules)]);
});
afterAll(async () => {
  await server.close();
  await azurite.stop();
});

const path = (id: string, rest = '') => `${hubPath}/instances/${encodeURIComponent(id)}${rest}`;

async function detailOf(id: string) {
  return getInstance.result.parse((await server.get(path(id)).expect(200)).body);
}

async function textOf(id: string, ref: string, maxChars = 100_000) {
  const query = `ref=${encodeURIComponent(ref)}&maxChars=${maxChars}`;
  return payload.parse((await server.get(path(id, `/payload?${query}`)).expect(200)).body);
}

async function refsOf(id: string): Promise<string[]> {
  const { input, output, customStatusPayload } = await detailOf(id);
  const history = await server.get(path(id, '/history')).expect(200);
  const ofEvents = readHistory.result
    .parse(history.body)
    .events.flatMap((event) => Object.values(event.payloads));
  return [input, output, customStatusPayload, ...ofEvents].flatMap((info) => info?.ref ?? []);
}

async function expectNoLeak(address: string): Promise<void> {
  const { text } = await server.get(address).expect(200);
  expect(text, address).not.toContain(secret);
  expect(text, address).not.toContain(card.slice(0, 4));
}

describe('no answer holds what a rule means', () => {
  it.each([
    '/instances?limit=100',
    '/instances?q=custom:x*',
    '/instance-facets',
    '/instance-values?field=tag',
    '/instance-values?field=failure',
    '/failures',
    '/instance-export?format=csv',
    '/instance-export?format=json',
    '/entities/%40account%401',
  ])('%s', async (address) => {
    await expectNoLeak(`${hubPath}${address}`);
  });

  it.each(Object.keys(instances))('about %s', async (id) => {
    for (const rest of ['', '/history', '/history-file']) await expectNoLeak(path(id, rest));
    for (const ref of await refsOf(id)) {
      const query = `ref=${encodeURIComponent(ref)}`;
      await expectNoLeak(path(id, `/payload?${query}`));
      await expectNoLeak(path(id, `/payload/download?${query}`));
      for (const maxChars of [1, 20, 60, 256, 1_024])
        await expectNoLeak(path(id, `/payload?${query}&maxChars=${maxChars}`));
    }
  });
});

describe('an answer', () => {
  it('about what a rewind would undo says why it failed but for what is masked', async () => {
    await putFailedHistory('failed');
    await expectNoLeak(path('failed', '/rewind-preview'));
    const answer = await server.get(path('failed', '/rewind-preview')).expect(200);
    const [instance] = previewRewind.result.parse(answer.body).instances;
    expect(instance!.steps).toHaveLength(2);
    for (const { failure } of instance!.steps) {
      expect(failure).toContain('was refused');
      expect(failure).toContain(maskedText);
    }
  });

  it('says how much was masked, and what stands beside it is as stored', async () => {
    const { input } = await detailOf('plain');
    expect(await textOf('plain', input!.ref)).toMatchObject({
      text: secretJson.replace(secret, maskedText),
      maskedCount: 1,
      sizeBytes: secretJson.length,
      isTruncated: false,
    });
    expect((await textOf('blob', 'instance:Input')).maskedCount).toBe(2);
  });

  it('keeps lists useful: custom statuses and failures are there but for what is masked', async () => {
    const listed = await server.get(`${hubPath}/instances?limit=100&q=id:plain`).expect(200);
    expect(listInstances.result.parse(listed.body).rows[0]).toMatchObject({
      customStatus: secretJson.replace(secret, maskedText),
      tags: { password: maskedText },
    });
    const { failure } = await detailOf('failed');
    expect(failure).toMatchObject({
      errorType: 'System.Exception',
      message: `card ${maskedText} was refused: ${secretJson.replace(secret, maskedText)}`,
    });
  });

  it('withholds what ought to be JSON and cannot be looked through', async () => {
    const { input, customStatus } = await detailOf('broken');
    expect(input?.preview).toContain('withheld');
    expect(customStatus).toContain('withheld');
  });

  it('leaves payloads of other names alone', async () => {
    expect((await detailOf('named')).input?.preview).toBe(`{"only":"${maskedText}"}`);
    expect((await detailOf('unnamed')).input?.preview).toBe('{"only":"there"}');
    expect((await textOf('named', 'instance:Input')).maskedCount).toBe(1);
    expect((await textOf('unnamed', 'instance:Input')).maskedCount).toBe(0);
  });
});

describe('nothing can be learnt by searching', () => {
  it.each([`custom:*${secret}*`, `custom.login.password:${secret}`])('with the filter %s', async (filter) => {
    const found = await server.get(`${hubPath}/instances?q=${encodeURIComponent(filter)}`).expect(200);
    expect(listInstances.result.parse(found.body).total).toBe(0);
  });

  it.each([secret, card])('for %s in payloads', async (text) => {
    const begun = payloadSearch.parse(
      (await server.write(`${hubPath}/payload-searches`, { text }).expect(202)).body,
    );
    const look = async () =>
      payloadSearch.parse((await server.get(`${hubPath}/payload-searches/${begun.searchId}`)).body);
    await expect.poll(async () => (await look()).state).toBe('done');
    expect((await look()).matches).toEqual([]);
  });
});

it('commands carry what they were given', async () => {
  await server.write(path('plain', '/raise-event'), { name: 'go', input: secretJson }).expect(202);
  const queues = await Promise.all(
    [0, 1, 2, 3].map((n) => storage.queue(`control-0${n}`).peekMessages({ numberOfMessages: 32 })),
  );
  const texts = queues.flatMap(({ peekedMessageItems }) =>
    peekedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64').toString()),
  );
  expect(texts.join()).toContain(secret);
});
