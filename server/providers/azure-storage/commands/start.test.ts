import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandReceipt, StartRequest } from '../../../../shared/contract/commands.ts';
import { instantToMs, msToInstant, toShortIso, type Instant } from '../../../../shared/domain/instant.ts';
import { nowInstant } from '../../../clock.ts';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { hostileIds } from '../../../testing/hostile-ids.ts';
import {
  asSentNow,
  controlQueues,
  queuedMessages,
  recordedCommand,
  recordedHubName,
  recordedRow,
  storedRow,
  type WireMessage,
} from '../../../testing/recorded-commands.ts';
import { toEntity } from '../../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../../testing/storage-hub.ts';
import { largeMessageJson } from '../format/message-data.ts';

let azurite: Azurite;
let storage: StorageHub;
let commands: Commands;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, recordedHubName);
  commands = connectStorage(azurite.connectionString).openHub(recordedHubName).commands;
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  for (const queue of controlQueues) await storage.queue(queue).clearMessages();
});

function start(request: Partial<StartRequest>): Promise<CommandReceipt> {
  const defaults = { name: 'Approval', instanceId: null, input: null, version: null, tags: null };
  return commands.start({ ...defaults, scheduledAt: null, ...request });
}

function inHours(hours: number): Instant {
  return msToInstant(Math.floor(instantToMs(nowInstant())) + hours * 3_600_000);
}

const clrTags = /"\$type":"System\.Collections[^"]*",/;

/** What the engine's client would have queued now. */
function expectedJson(name: string, json: string, { executionId }: CommandReceipt): string {
  const { text } = recordedCommand(name).messages[0]!;
  const theirs = /"ExecutionId":"([0-9a-f]{32})"/.exec(text)![1]!;
  return asSentNow(text, JSON.parse(json) as WireMessage)
    .replaceAll(theirs, executionId!)
    .replace(clrTags, '');
}

/** The recorded row with what differs from one start to the next taken from ours. */
async function expectRow(name: string, { instanceId, sentAt, executionId }: CommandReceipt, more = {}) {
  const row = await storedRow(storage, instanceId);
  expect(row).toEqual({
    ...recordedRow(recordedCommand(name).instances[0]!.after),
    CreatedTime: `DateTime ${sentAt}`,
    LastUpdatedTime: expect.stringMatching(/^DateTime \d{4}-.*\.\d{7}Z$/) as string,
    ExecutionId: `String ${String(executionId)}`,
    ...more,
  });
  expect(row!.LastUpdatedTime! >= row!.CreatedTime!).toBe(true);
}

describe('a start is the engine’s own, message and row', () => {
  it.each<[string, Partial<StartRequest>]>([
    ['start', { name: 'E1_HelloSequence', instanceId: 'new-1', input: '{"a":1}' }],
    [
      'start with version and tags',
      {
        name: 'Versioned',
        instanceId: 'new-2',
        input: 'null',
        version: '2.0',
        tags: { tenant: 'contoso' },
      },
    ],
  ])('%s', async (name, request) => {
    const receipt = await start(request);
    const [message, ...others] = await queuedMessages(storage);
    expect(others).toEqual([]);
    expect(message!.encoding).toBe('base64');
    expect(message!.json).toBe(expectedJson(name, message!.json, receipt));
    expect(message!.queue).toBe(recordedCommand(name).messages[0]!.queue);
    expect(message!.expiresOn.getUTCFullYear()).toBe(9999);
    await expectRow(name, receipt);
    expect(receipt).toEqual({
      command: 'start',
      instanceId: request.instanceId,
      queue: `commandshub-${message!.queue}`,
      sentAt: receipt.sentAt,
      executionId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      followedInstanceId: request.instanceId,
      summary: null,
    });
    const { Timestamp } = (JSON.parse(message!.json) as WireMessage).TaskMessage.Event;
    expect(Timestamp).toBe(toShortIso(receipt.sentAt));
  });

  it('over a finished id, of which nothing stays in the row', async () => {
    const name = 'start over a finished id';
    await storage.instances.createEntity(toEntity(recordedCommand(name).instances[0]!.before!));
    const receipt = await start({ name: 'E1_HelloSequence', instanceId: 'cmd-done' });
    const [message] = await queuedMessages(storage);
    expect(message!.json).toBe(expectedJson(name, message!.json, receipt));
    await expectRow(name, receipt);
  });

  it('with a large input, whose row holds the address of the message', async () => {
    const name = 'start with a large input';
    const input = JSON.stringify('y'.repeat(100_000));
    const receipt = await start({ instanceId: 'new-4', input });
    const [message] = await queuedMessages(storage);
    const { CompressedBlobName: blobName } = JSON.parse(message!.json) as { CompressedBlobName: string };
    expect(message!.json).toBe(largeMessageJson(blobName));
    expect(blobName).toMatch(/^new-4\/message-[0-9a-f]{32}-ExecutionStarted\.json\.gz$/);
    await expectRow(name, receipt, { Input: `String ${storage.largeMessages.url}/${blobName}` });
    const bytes = await storage.largeMessages.getBlobClient(blobName).downloadToBuffer();
    const { Event } = (JSON.parse(gunzipSync(bytes).toString()) as WireMessage).TaskMessage;
    expect(Event.Input).toBe(input);
  });

  it('scheduled, hidden until it is due', async () => {
    const at = inHours(1);
    const receipt = await start({ instanceId: 'new-3', input: 'null', scheduledAt: at });
    expect(await queuedMessages(storage)).toEqual([]);
    await expectRow('start scheduled', receipt, { ScheduledStartTime: `DateTime ${at}` });
    const soon = msToInstant(instantToMs(nowInstant()) + 2000);
    const soonReceipt = await start({
      name: 'E1_HelloSequence',
      instanceId: 'new-1b',
      input: '{"a":1}',
      scheduledAt: soon,
    });
    const messages = await vi.waitFor(async () => {
      const visible = await queuedMessages(storage);
      expect(visible).toHaveLength(1);
      return visible;
    }, 10_000);
    const expected = expectedJson('start', messages[0]!.json, soonReceipt)
      .replaceAll('"new-1"', '"new-1b"')
      .replace('"ScheduledStartTime":null', `"ScheduledStartTime":"${toShortIso(soon)}"`);
    expect(messages[0]!.json).toBe(expected);
  });

  it('with an input that fits the queue but not the row, which goes to a blob of its own', async () => {
    const input = JSON.stringify('z'.repeat(35_000));
    await start({ instanceId: 'between', input });
    const [message] = await queuedMessages(storage);
    expect((JSON.parse(message!.json) as WireMessage).TaskMessage.Event.Input).toBe(input);
    const row = await storedRow(storage, 'between');
    expect(row!.Input).toBe('String ');
    const blobName = row!.InputBlobName!.replace('String ', '');
    expect(blobName).toMatch(/^between\/history--Input-[0-9A-F]{8}-Input\.json\.gz$/);
    const bytes = await storage.largeMessages.getBlobClient(blobName).downloadToBuffer();
    expect(gunzipSync(bytes).toString()).toBe(input);
  });

  it('gets an id when none is asked for', async () => {
    const { instanceId } = await start({});
    expect(instanceId).toMatch(/^[0-9a-f]{32}$/);
    expect(await storedRow(storage, instanceId)).toMatchObject({ RuntimeStatus: 'String Pending' });
  });
});

describe('a start is refused, and nothing is sent', () => {
  const refusable = hostileIds.filter((id) => id.startsWith('@') || /[/\\#?\n\t]/.test(id));

  it.each(refusable)('for the id %j', async (instanceId) => {
    await expect(start({ instanceId })).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await queuedMessages(storage)).toEqual([]);
  });

  it.each(['Running', 'ContinuedAsNew', 'Pending', 'Suspended', 'Wrecked'])(
    'while an instance with the id is %s',
    async (RuntimeStatus) => {
      await storage.instances.upsertEntity({ partitionKey: 'taken', rowKey: '', RuntimeStatus }, 'Replace');
      await expect(start({ instanceId: 'taken' })).rejects.toMatchObject({
        code: 'action-refused',
        message: expect.stringContaining('starts another one only after it has ended') as string,
      });
      expect(await queuedMessages(storage)).toEqual([]);
    },
  );

  it('more than seven days ahead', async () => {
    await expect(start({ scheduledAt: inHours(7 * 24 + 1) })).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('more than 7 days ahead') as string,
    });
  });

  it('with an input that is not JSON, or a tag that the engine reads as something else', async () => {
    await expect(start({ input: '{oops' })).rejects.toMatchObject({ code: 'invalid-request' });
    for (const name of ['$type', '$id', '$ref', '$values'])
      await expect(start({ tags: { [name]: 'x' } })).rejects.toMatchObject({
        code: 'invalid-request',
        message: expect.stringContaining(name) as string,
      });
    expect(await queuedMessages(storage)).toEqual([]);
  });
});

describe('a start takes', () => {
  const takeable = hostileIds.filter((id) => !/[/\\#?\n\t]/.test(id) && !id.startsWith('@'));

  it.each(takeable)('the id %j', async (instanceId) => {
    const receipt = await start({ instanceId });
    const [message] = await queuedMessages(storage);
    expect(message!.json).toContain(`"InstanceId":${JSON.stringify(instanceId)}`);
    expect(await storedRow(storage, instanceId)).toMatchObject({
      ExecutionId: `String ${String(receipt.executionId)}`,
    });
  });

  it('a time up to seven days ahead', async () => {
    const { instanceId } = await start({ scheduledAt: inHours(7 * 24) });
    expect(await storedRow(storage, instanceId)).toMatchObject({ RuntimeStatus: 'String Pending' });
  });

  it('an id whose instance ended in any way', async () => {
    for (const RuntimeStatus of ['Completed', 'Failed', 'Canceled', 'Terminated']) {
      const row = { partitionKey: `was-${RuntimeStatus}`, rowKey: '', RuntimeStatus, Generation: 4 };
      await storage.instances.createEntity(row);
      await start({ instanceId: `was-${RuntimeStatus}` });
      expect(await storedRow(storage, `was-${RuntimeStatus}`)).toMatchObject({ Generation: 'Int32 5' });
    }
  });
});
