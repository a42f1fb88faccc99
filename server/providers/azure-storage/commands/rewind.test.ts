import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toShortIso } from '../../../../shared/domain/instant.ts';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { TaskHub } from '../../../task-hub/task-hub.ts';
import {
  asSentNow,
  controlQueues,
  queuedMessages,
  recordedCommand,
  recordedHubName,
  recordedRow,
  storedRows,
  type WireMessage,
} from '../../../testing/recorded-commands.ts';
import { toEntity } from '../../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../../testing/storage-hub.ts';

let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, recordedHubName);
  hub = connectStorage(azurite.connectionString).openHub(recordedHubName);
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  for (const queue of controlQueues) await storage.queue(queue).clearMessages();
});

/** The rows before a recorded command, and those that the recording leaves out because nothing changed them. */
async function restoreBefore(command: string, parents: Record<string, string> = {}) {
  const { instances, history } = recordedCommand(command);
  for (const { before } of instances) {
    await storage.instances.createEntity(toEntity(before!));
    const { PartitionKey: partitionKey, ExecutionId } = before!;
    const parent = parents[partitionKey];
    const ParentInstance = JSON.stringify(
      parent === undefined ? null : { OrchestrationInstance: { InstanceId: parent } },
    );
    const rows = [
      { rowKey: '0000000000000000', EventType: 'OrchestratorStarted' },
      { rowKey: '0000000000000001', EventType: 'ExecutionStarted', ParentInstance },
      { rowKey: '0000000000000003', EventType: 'OrchestratorCompleted' },
      { rowKey: '0000000000000004', EventType: 'OrchestratorStarted' },
      { rowKey: '0000000000000007', EventType: 'OrchestratorCompleted' },
      { rowKey: 'sentinel', IsCheckpointComplete: true },
    ];
    for (const row of rows) await storage.history.createEntity({ partitionKey, ExecutionId, ...row });
  }
  for (const { before } of history) await storage.history.createEntity(toEntity(before!));
}

describe('a rewind', () => {
  it.each([
    ['rewind (failed activity)', 'cmd-failed', 'cmd-failed', {}],
    [
      'rewind (failed child)',
      'cmd-failed-sub',
      'cmd-failed-sub:child',
      { 'cmd-failed-sub:child': 'cmd-failed-sub' },
    ],
  ])('%s leaves the rows and the message that the engine leaves', async (command, id, leaf, parents) => {
    await restoreBefore(command, parents);
    const untouched = await storedRows(storage.history);
    const receipt = await hub.commands.rewind(id, 'again');
    const { instances, history, messages } = recordedCommand(command);

    const rows = await storedRows(storage.history);
    const expected = new Map(untouched);
    for (const { after } of history)
      expected.set(`${after.PartitionKey} ${after.RowKey}`, recordedRow(after));
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));

    const instanceRows = await storedRows(storage.instances);
    for (const { after } of instances) {
      const { LastUpdatedTime, ...ours } = instanceRows.get(`${after.PartitionKey} `)!;
      const { LastUpdatedTime: theirs, ...recorded } = recordedRow(after)!;
      expect(ours).toEqual(recorded);
      expect(LastUpdatedTime! > theirs!).toBe(true);
    }

    const [message, ...others] = await queuedMessages(storage);
    expect(others).toEqual([]);
    const ours = JSON.parse(message!.json) as WireMessage;
    expect(message!.json).toBe(asSentNow(messages[0]!.text, ours));
    expect(message!.queue).toBe(messages[0]!.queue);
    expect(ours.TaskMessage.Event.Timestamp).toBe(toShortIso(receipt.sentAt));
    expect(receipt).toMatchObject({
      command: 'rewind',
      instanceId: id,
      followedInstanceId: leaf,
      queue: `commandshub-${message!.queue}`,
    });
  });
});
