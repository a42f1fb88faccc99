import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { msToInstant } from '../../../../shared/domain/instant.ts';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import {
  asSentNow,
  controlQueues,
  queuedMessages,
  recordedCommand,
  storedRows,
  type WireMessage,
} from '../../../testing/recorded-commands.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../../testing/storage-hub.ts';
import { makeStoredRow } from '../../../testing/stored-row.ts';

const hubName = 'CleanHub';
const everything = { removesEmpty: true, releasesOrphanedLock: true };
/** Long after the time in the rows. */
const later = '2026-11-21T06:28:37.9744253Z';
const entity = '@counter@k';
let azurite: Azurite;
let storage: StorageHub;
let commands: Commands;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, hubName);
  commands = connectStorage(azurite.connectionString, { clock: () => later }).openHub(hubName).commands;
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  for (const queue of controlQueues) await storage.queue(queue).clearMessages();
});

async function putEntity(status: object | string, updatedAt?: string): Promise<void> {
  const CustomStatus = typeof status === 'string' ? status : JSON.stringify(status);
  const LastUpdatedTime =
    updatedAt === undefined ? {} : { LastUpdatedTime: { type: 'DateTime', value: updatedAt } };
  const row = { ...makeStoredRow(entity, 'Running'), CustomStatus, ...LastUpdatedTime };
  await storage.instances.upsertEntity(row, 'Replace');
}

const refusal = (message: string) => ({
  code: 'action-refused',
  message: expect.stringContaining(message) as string,
});

describe('cleaning an entity', () => {
  it.each(['Running', 'Suspended', 'Pending', 'ContinuedAsNew', 'Strange'])(
    'leaves the lock of an owner that is %s, and names it',
    async (status) => {
      await putEntity({ entityExists: true, lockedBy: 'owner' });
      await storage.instances.upsertEntity(makeStoredRow('owner', status), 'Replace');
      await expect(commands.cleanEntity(entity, everything)).rejects.toMatchObject(
        refusal('The lock is not orphaned: owner, which holds it, is'),
      );
      expect(await queuedMessages(storage)).toEqual([]);
    },
  );

  it.each(['Completed', 'Failed', 'Terminated', null])(
    'releases the lock of an owner that is %s, in the bytes of the engine’s events',
    async (status) => {
      await putEntity({ entityExists: true, lockedBy: 'owner' });
      if (status === null) await storage.instances.deleteEntity('owner', '');
      else await storage.instances.upsertEntity(makeStoredRow('owner', status), 'Replace');
      const receipt = await commands.cleanEntity(entity, everything);
      const [message] = await queuedMessages(storage);
      const ours = JSON.parse(message!.json) as WireMessage;
      const recorded = asSentNow(recordedCommand('raise event').messages[0]!.text, ours)
        .replace('"InstanceId":"cmd-running"', `"InstanceId":"${entity}"`)
        .replace('"Name":"Approve"', '"Name":"release"')
        .replace(
          JSON.stringify('{"ok":true}'),
          JSON.stringify('{"parent":"owner","id":"fix-orphaned-lock"}'),
        );
      expect(message!.json).toBe(recorded);
      expect(receipt).toMatchObject({ command: 'clean-entity', queue: `cleanhub-${message!.queue}` });
    },
  );

  it('removes an empty one that nothing can reach any more', async () => {
    await putEntity({});
    await storage.history.upsertEntity({ partitionKey: entity, rowKey: 'sentinel', ExecutionId: 'first' });
    const receipt = await commands.cleanEntity(entity, everything);
    expect(receipt).toMatchObject({ queue: null, summary: 'Deleted the row, 1 history row and 0 blobs.' });
    expect((await storedRows(storage.instances)).has(`${entity} `)).toBe(false);
    expect((await storedRows(storage.history)).size).toBe(0);
  });

  it('waits half an hour for operations that may still be on their way', async () => {
    await putEntity({}, msToInstant(Date.parse(later) - 29 * 60_000));
    await expect(commands.cleanEntity(entity, everything)).rejects.toMatchObject(refusal('in 1 min'));
    await putEntity({}, msToInstant(Date.parse(later) - 31 * 60_000));
    expect((await commands.cleanEntity(entity, everything)).queue).toBeNull();
  });

  it.each([
    [{ entityExists: true }, everything, 'the entity has a state'],
    [{ queueSize: 2 }, everything, '2 operations wait'],
    [{ lockedBy: 'owner' }, { ...everything, releasesOrphanedLock: false }, 'was not asked for'],
    [{}, { ...everything, removesEmpty: false }, 'was not asked for'],
    ['Internal Error: boom', everything, 'does not say'],
  ])('leaves %j alone', async (status, parameters, words) => {
    await putEntity(status);
    await expect(commands.cleanEntity(entity, parameters)).rejects.toMatchObject(refusal(words));
    expect((await storedRows(storage.instances)).has(`${entity} `)).toBe(true);
    expect(await queuedMessages(storage)).toEqual([]);
  });
});
