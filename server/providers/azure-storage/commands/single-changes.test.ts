import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { instantToMs, msToInstant, toShortIso } from '../../../../shared/domain/instant.ts';
import { nowInstant } from '../../../clock.ts';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { Commands, ParametersOf } from '../../../task-hub/commands.ts';
import { hostileIds } from '../../../testing/hostile-ids.ts';
import {
  asSentNow,
  controlQueues,
  queuedMessages,
  recordedCommand,
  recordedHubName,
  storedRow,
  type WireMessage,
} from '../../../testing/recorded-commands.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../../testing/storage-hub.ts';
import { compressText } from '../format/large-payload.ts';
import { escapePartitionKey } from '../format/partition-key.ts';

let azurite: Azurite;
let storage: StorageHub;
let commands: Commands;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, recordedHubName);
  commands = connectStorage(azurite.connectionString).openHub(recordedHubName).commands;
  await storage.largeMessages.create();
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  for (const queue of controlQueues) await storage.queue(queue).clearMessages();
});

async function onlyMessage() {
  const messages = await queuedMessages(storage);
  expect(messages).toHaveLength(1);
  return messages[0]!;
}

interface SentSignal {
  readonly id: string;
  readonly op: string;
  readonly due?: string;
}

function signalIn(json: string): SentSignal {
  return JSON.parse((JSON.parse(json) as WireMessage).TaskMessage.Event.Input!) as SentSignal;
}

describe('a signal', () => {
  it('is the engine’s own message, byte for byte, in the engine’s queue', async () => {
    const receipt = await commands.signalEntity('@Counter@cmd', {
      operation: 'add',
      input: '5',
      scheduledAt: null,
    });
    const { json, queue } = await onlyMessage();
    const recorded = recordedCommand('signal entity').messages[0]!;
    const expected = asSentNow(recorded.text, JSON.parse(json) as WireMessage);
    expect(json).toBe(expected.replace(signalIn(recorded.text).id, signalIn(json).id));
    expect(queue).toBe(recorded.queue);
    expect(receipt).toMatchObject({ instanceId: '@counter@cmd', followedInstanceId: '@counter@cmd' });
  });

  it('for later stays hidden until then', async () => {
    const scheduledAt = msToInstant(instantToMs(nowInstant()) + 2000);
    await commands.signalEntity('@counter@later', { operation: 'add', input: null, scheduledAt });
    expect(await queuedMessages(storage)).toEqual([]);
    const { json } = await vi.waitFor(onlyMessage, 10_000);
    expect(json).toContain(`"Name":"op@${scheduledAt}"`);
    expect(signalIn(json).due).toBe(toShortIso(scheduledAt));
    expect(json).not.toContain('\\"input\\"');
  });

  it.each(hostileIds)('reaches the entity with the key %j', async (key) => {
    await commands.signalEntity(`@counter@${key}`, { operation: 'add', input: '1', scheduledAt: null });
    const { json } = await onlyMessage();
    expect(json).toContain(`"InstanceId":${JSON.stringify(`@counter@${key}`)}`);
  });

  it('keeps the casing of a name that entities of the hub bear', async () => {
    await storage.instances.createEntity({ partitionKey: '@Ledger@a', rowKey: '', RuntimeStatus: 'Running' });
    const signal = { operation: 'add', input: null, scheduledAt: null };
    for (const [given, reached] of [
      ['@Ledger@a', '@Ledger@a'],
      ['@Ledger@new', '@Ledger@new'],
      ['@LEDGER@a', '@ledger@a'],
      ['@Ledg@a', '@ledg@a'],
    ] as const)
      expect((await commands.signalEntity(given, signal)).instanceId).toBe(reached);
  });

  it('goes to nothing but entities', async () => {
    const signal = { operation: 'add', input: null, scheduledAt: null };
    for (const instanceId of ['order-1', '@nameless', '@@key'])
      await expect(commands.signalEntity(instanceId, signal)).rejects.toMatchObject({
        code: 'invalid-request',
      });
  });
});

describe('a custom status', () => {
  it('is written as the engine stores it, and nothing else of the row', async () => {
    const before = { Name: 'Approval', RuntimeStatus: 'Completed', Generation: 2, CustomStatus: '"old"' };
    await storage.instances.createEntity({ partitionKey: 'a^0b', rowKey: '', ...before });
    const receipt = await commands.setCustomStatus('a/b', '{"waitingFor":"Approve"}');
    expect(await storedRow(storage, 'a^0b')).toEqual({
      Name: 'String Approval',
      RuntimeStatus: 'String Completed',
      Generation: 'Int32 2',
      CustomStatus: 'String {"waitingFor":"Approve"}',
    });
    expect(receipt).toMatchObject({ command: 'set-custom-status', queue: null, followedInstanceId: 'a/b' });
    await commands.setCustomStatus('a/b', null);
    expect(await storedRow(storage, 'a^0b')).toMatchObject({ CustomStatus: 'String null' });
  });

  it.each(hostileIds)('is written to the row of %j', async (instanceId) => {
    const partitionKey = escapePartitionKey(instanceId);
    await storage.instances.createEntity({ partitionKey, rowKey: '', RuntimeStatus: 'Completed' });
    await commands.setCustomStatus(instanceId, '1');
    expect(await storedRow(storage, partitionKey)).toMatchObject({ CustomStatus: 'String 1' });
  });

  it('is refused when it is not JSON, too large for a row, or of an instance that is gone', async () => {
    const tooLarge = JSON.stringify('x'.repeat(31_000));
    await expect(commands.setCustomStatus('gone', '{')).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(commands.setCustomStatus('gone', tooLarge)).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await expect(commands.setCustomStatus('gone', '1')).rejects.toMatchObject({ code: 'not-found' });
    expect(await storedRow(storage, 'gone')).toBeNull();
  });
});

describe('a restart', () => {
  const asIs: ParametersOf<'restart'> = { id: 'new', newInstanceId: null, version: null, tags: null };
  const ended = { Name: 'Approval', RuntimeStatus: 'Completed', Version: '1.0', Tags: '{"a":"b"}' };

  async function put(partitionKey: string, columns: Record<string, unknown>): Promise<void> {
    await storage.instances.createEntity({ partitionKey, rowKey: '', ...ended, ...columns });
  }
  const sentInput = async () =>
    (JSON.parse((await onlyMessage()).json) as WireMessage).TaskMessage.Event.Input;

  it('passes on exactly the stored text under an id of its own', async () => {
    const text = '{ "amount" : 1.50, "amount":2 }';
    await put('spaced', { Input: text });
    const receipt = await commands.restart('spaced', asIs);
    expect(await sentInput()).toBe(text);
    expect(receipt.command).toBe('restart');
    expect(receipt.instanceId).toMatch(/^[0-9a-f]{32}$/);
    expect(await storedRow(storage, receipt.instanceId)).toMatchObject({
      Name: 'String Approval',
      Version: 'String ',
      Tags: 'String null',
      ExecutionId: `String ${String(receipt.executionId)}`,
    });
  });

  it.each([
    ['blob of the history', 'inblob/history-01-Input.json.gz', '"from a blob"', '"from a blob"'],
    [
      'blob of the start message',
      'inblob/message-1-ExecutionStarted.json.gz',
      JSON.stringify({ TaskMessage: { Event: { Input: '"from a message"' } } }),
      '"from a message"',
    ],
  ])('follows the input into a %s', async (_where, blobName, content, input) => {
    await storage.largeMessages.getBlockBlobClient(blobName).uploadData(await compressText(content));
    await storage.instances.upsertEntity(
      {
        partitionKey: 'inblob',
        rowKey: '',
        ...ended,
        Input: `${storage.largeMessages.url}/${blobName}`,
      },
      'Replace',
    );
    await commands.restart('inblob', asIs);
    expect(await sentInput()).toBe(input);
  });

  it('takes another input, a version, tags and an id as given', async () => {
    await put('template', { Input: '1' });
    const receipt = await commands.restart('template', {
      id: 'new',
      newInstanceId: 'template-2',
      input: '[2]',
      version: '3',
      tags: { x: 'y' },
    });
    expect(receipt.instanceId).toBe('template-2');
    expect(await storedRow(storage, 'template-2')).toMatchObject({
      Input: 'String [2]',
      Version: 'String 3',
      Tags: 'String {"x":"y"}',
    });
  });

  it('with the same id replaces the ended instance, and is refused while it runs', async () => {
    await put('again', { Input: '1', Generation: 1, Output: '"x"' });
    const receipt = await commands.restart('again', { ...asIs, id: 'same' });
    const row = await storedRow(storage, 'again');
    expect(row).toMatchObject({
      Generation: 'Int32 2',
      ExecutionId: `String ${String(receipt.executionId)}`,
    });
    expect(row).not.toHaveProperty('Output');
    await expect(commands.restart('again', { ...asIs, id: 'same' })).rejects.toMatchObject({
      code: 'action-refused',
    });
  });

  it.each(hostileIds.filter((id) => !id.startsWith('@')))(
    'with the same id takes %j, which is in the hub already',
    async (instanceId) => {
      const partitionKey = escapePartitionKey(instanceId);
      await storage.instances.upsertEntity({ partitionKey, rowKey: '', ...ended }, 'Replace');
      const receipt = await commands.restart(instanceId, { ...asIs, id: 'same' });
      expect((await onlyMessage()).json).toContain(`"InstanceId":${JSON.stringify(instanceId)}`);
      expect(await storedRow(storage, partitionKey)).toMatchObject({
        RuntimeStatus: 'String Pending',
        ExecutionId: `String ${String(receipt.executionId)}`,
      });
    },
  );

  it('is refused a new id that the engine’s own client refuses', async () => {
    await put('pattern', {});
    await expect(commands.restart('pattern', { ...asIs, newInstanceId: 'a/b' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  it('of an instance that was started without an input has none', async () => {
    await put('bare', {});
    await commands.restart('bare', asIs);
    expect(await sentInput()).toBeNull();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['nameless', { Name: '' }, 'does not say which orchestration it is'],
    ['@counter@k', {}, 'Entities cannot be restarted.'],
    ['lost', { Input: '', InputBlobName: 'lost/gone.json.gz' }, 'The blob lost/gone.json.gz is gone.'],
  ])('is refused for %s', async (instanceId, columns, reason) => {
    await put(instanceId, columns);
    await expect(commands.restart(instanceId, asIs)).rejects.toMatchObject({
      code: 'action-refused',
      message: expect.stringContaining(reason) as string,
    });
    expect(await queuedMessages(storage)).toEqual([]);
  });
});
