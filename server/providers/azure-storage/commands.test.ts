import { request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import { toShortIso } from '../../../shared/domain/instant.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { Commands } from '../../task-hub/commands.ts';
import { listenForTest, type Listening } from '../../testing/listening.ts';
import {
  asSentNow,
  controlQueues,
  queuedMessages,
  recordedCommand,
  recordedHubName,
  type WireMessage,
} from '../../testing/recorded-commands.ts';
import { connectStorage, createStorageHub, storageHub, type StorageHub } from '../../testing/storage-hub.ts';
import { largeMessageJson } from './format/message-data.ts';

const recorded = (name: string) => recordedCommand(name).messages[0]!;

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

describe('a command', () => {
  it.each<[string, CommandReceipt['command'], string, () => Promise<CommandReceipt>]>([
    ['terminate', 'terminate', 'cmd-running', () => commands.terminate('cmd-running', 'enough')],
    ['suspend', 'suspend', 'cmd-running', () => commands.suspend('cmd-running', 'pause')],
    ['resume', 'resume', 'cmd-suspended', () => commands.resume('cmd-suspended', 'go on')],
    [
      'raise event',
      'raise-event',
      'cmd-running',
      () => commands.raiseEvent('cmd-running', { name: 'Approve', input: '{"ok":true}' }),
    ],
    [
      'raise event without payload',
      'raise-event',
      'cmd-running',
      () => commands.raiseEvent('cmd-running', { name: 'Approve', input: null }),
    ],
  ])(
    '%s is the engine’s own message, byte for byte, in the engine’s queue',
    async (name, command, instanceId, send) => {
      const receipt = await send();
      const [message, ...others] = await queuedMessages(storage);
      expect(others).toEqual([]);
      const { encoding, json } = message!;
      const ours = JSON.parse(json) as WireMessage;
      expect(encoding).toBe('base64');
      expect(json).toBe(asSentNow(recorded(name).text, ours));
      expect(message!.queue).toBe(recorded(name).queue);
      expect(message!.expiresOn.getUTCFullYear()).toBe(9999);
      expect(receipt).toEqual({
        command,
        instanceId,
        queue: `commandshub-${message!.queue}`,
        sentAt: receipt.sentAt,
        executionId: null,
        followedInstanceId: instanceId,
        summary: null,
      });
      expect(ours.TaskMessage.Event.Timestamp).toBe(toShortIso(receipt.sentAt));
    },
  );

  it('with a large payload leaves it in a blob and a stand-in in the queue', async () => {
    await commands.raiseEvent('cmd-running', {
      name: 'Approve',
      input: JSON.stringify('z'.repeat(100_000)),
    });
    const [message] = await queuedMessages(storage);
    const { json } = message!;
    const { CompressedBlobName: blobName } = JSON.parse(json) as { CompressedBlobName: string };
    expect(json).toBe(largeMessageJson(blobName));
    expect(message!.queue).toBe(recorded('raise event with a large payload').queue);
    const blob = gunzipSync(
      await storage.largeMessages.getBlobClient(blobName).downloadToBuffer(),
    ).toString();
    const ours = JSON.parse(blob) as WireMessage;
    expect(blobName).toBe(`cmd-running/message-${ours.ActivityId.replaceAll('-', '')}-EventRaised.json.gz`);
    const small = asSentNow(recorded('raise event').text, ours);
    expect(blob).toBe(
      small.replace(JSON.stringify('{"ok":true}'), JSON.stringify(JSON.stringify('z'.repeat(100_000)))),
    );
  });

  it('comes after the one before, also within a second', async () => {
    await commands.suspend('cmd-running', 'one');
    await commands.resume('cmd-running', 'two');
    const [first, second] = (await queuedMessages(storage)).map(
      ({ json }) => JSON.parse(json) as WireMessage,
    );
    expect(second!.SequenceNumber).toBeGreaterThan(first!.SequenceNumber);
    expect(second!.TaskMessage.Event.Timestamp).not.toBe(first!.TaskMessage.Event.Timestamp);
  });
});

describe('nothing is sent', () => {
  it('while storage disagrees on the number of partitions, unless the operator settles it', async () => {
    const torn = await createStorageHub(azurite.connectionString, 'TornHub', 4);
    await torn.partitions.deleteEntity('', 'tornhub-control-03');
    const undecided = connectStorage(azurite.connectionString).openHub('TornHub').commands;
    await expect(undecided.terminate('abc', 'x')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        'the Partitions table has 3 rows, there are 4 control queues. Nothing was sent.',
      ) as string,
    });
    expect(await queuedMessages(torn)).toEqual([]);
    const settled = connectStorage(azurite.connectionString, { partitionCount: 4 }).openHub('TornHub');
    expect((await settled.commands.terminate('abc', 'x')).queue).toBe('tornhub-control-03');
    expect(await queuedMessages(torn)).toHaveLength(1);
  });

  it('and nothing created when the control queue is missing', async () => {
    const small = await createStorageHub(azurite.connectionString, 'SmallHub', 1);
    const hub = connectStorage(azurite.connectionString, { partitionCount: 4 }).openHub('SmallHub');
    for (const input of ['1', JSON.stringify('z'.repeat(100_000))]) {
      await expect(hub.commands.raiseEvent('abc', { name: 'Approve', input })).rejects.toMatchObject({
        code: 'not-found',
        message: 'The storage account devstoreaccount1 has no queue smallhub-control-03.',
      });
    }
    expect(await small.queue('control-03').exists()).toBe(false);
    expect(await small.largeMessages.exists()).toBe(false);
  });
});

describe('when the answer is lost', () => {
  let proxy: Listening;
  let sends = 0;
  /** Hands everything to the real queue service, and cuts the line where the answer to a send would come. */
  beforeAll(async () => {
    const real = new URL(/QueueEndpoint=([^;]+)/.exec(azurite.connectionString)![1]!);
    proxy = await listenForTest((incoming, outgoing) => {
      const { method, headers, url: path } = incoming;
      const isSend = method === 'POST' && path!.includes('/messages');
      const options = { host: real.hostname, port: real.port, method, headers, path };
      const forwarded = httpRequest(options, (answer) => {
        if (isSend) {
          sends++;
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(forwarded);
    });
  });
  afterAll(() => proxy.close());

  it('the outcome is unknown, and the message is not sent again', async () => {
    await createStorageHub(azurite.connectionString, 'LostHub');
    const through = azurite.connectionString.replace(
      /QueueEndpoint=[^;]+/,
      `QueueEndpoint=${proxy.url}/devstoreaccount1`,
    );
    await expect(
      connectStorage(through).openHub('LostHub').commands.terminate('abc', 'x'),
    ).rejects.toMatchObject({
      code: 'outcome-unknown',
      message: expect.stringContaining('may or may not be in the queue losthub-control-03') as string,
      details: { command: 'terminate', instanceId: 'abc', queue: 'losthub-control-03' },
    });
    expect(sends).toBe(1);
    expect(await queuedMessages(storageHub(azurite.connectionString, 'LostHub'))).toHaveLength(1);
  });
});
