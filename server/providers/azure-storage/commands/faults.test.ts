import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import { instantToMs, msToInstant, toShortIso } from '../../../../shared/domain/instant.ts';
import { nowInstant } from '../../../clock.ts';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { startFaultProxy, type FaultProxy, type SeenRequest } from '../../../testing/fault-proxy.ts';
import {
  controlQueues,
  queuedMessages,
  recordedHubName,
  storedRow,
  type WireMessage,
} from '../../../testing/recorded-commands.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../../testing/storage-hub.ts';

let azurite: Azurite;
let storage: StorageHub;
let proxy: FaultProxy;
let commands: Commands;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, recordedHubName);
  proxy = await startFaultProxy(azurite.connectionString);
  commands = connectStorage(proxy.connectionString).openHub(recordedHubName).commands;
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});
beforeEach(async () => {
  for (const queue of controlQueues) await storage.queue(queue).clearMessages();
  proxy.forgetRequests();
});
afterEach(() => proxy.heal());

const order = { name: 'Approval', input: null, version: null, tags: null, scheduledAt: null };
const start = (instanceId: string) => commands.start({ ...order, instanceId });
const isSend = ({ method, url }: SeenRequest) => method === 'POST' && url.includes('/messages');
const isRowWrite = ({ kind, url }: SeenRequest) => kind === 'table-write' && url.includes('Instances');
const rowWrites = () => proxy.requests.filter(isRowWrite).length;

function soon(): string {
  return msToInstant(instantToMs(nowInstant()) + 3_600_000);
}

async function put(partitionKey: string, columns: Record<string, unknown>): Promise<void> {
  await storage.instances.createEntity({ partitionKey, rowKey: '', ...columns });
}

/** Lets another writer change a row while the command's own write is under way. */
async function overtake<T>(command: () => Promise<T>, change: () => Promise<unknown>): Promise<T> {
  proxy.inject({ fault: { kind: 'delay', delayMs: 600 }, on: isRowWrite });
  const given = command();
  given.catch(() => undefined);
  await vi.waitFor(() => expect(rowWrites()).toBe(1), { timeout: 5000, interval: 10 });
  await change();
  return given;
}

describe('a start', () => {
  it('whose message got no answer is unknown: sent once, its row not written', async () => {
    proxy.inject({ fault: { kind: 'cut-body' }, on: isSend });
    await expect(start('lost-send')).rejects.toMatchObject({
      code: 'outcome-unknown',
      message: expect.stringContaining('drops its message after about 17 minutes') as string,
      details: {
        command: 'start',
        instanceId: 'lost-send',
        executionId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    });
    expect(proxy.requests.filter(isSend)).toHaveLength(1);
    expect(await queuedMessages(storage)).toHaveLength(1);
    expect(await storedRow(storage, 'lost-send')).toBeNull();
  });

  it('whose message was refused is known not to have been sent', async () => {
    proxy.inject({ fault: { kind: 'status', status: 403 }, on: isSend });
    const failure: unknown = await start('refused-send').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'forbidden', details: undefined });
    expect(await storedRow(storage, 'refused-send')).toBeNull();
  });

  it('whose row got lost is unknown, and not written again', async () => {
    proxy.inject({ fault: { kind: 'reset' }, on: isRowWrite });
    await expect(start('lost-row')).rejects.toMatchObject({
      code: 'outcome-unknown',
      message: expect.stringContaining('its row could not be written') as string,
      details: { command: 'start', instanceId: 'lost-row' },
    });
    expect(rowWrites()).toBe(1);
  });

  it('whose row was written without an answer is looked up', async () => {
    proxy.inject({ fault: { kind: 'cut-body' }, on: isRowWrite });
    const receipt = await start('found-row');
    expect(rowWrites()).toBe(1);
    expect(await storedRow(storage, 'found-row')).toMatchObject({
      ExecutionId: `String ${String(receipt.executionId)}`,
    });
  });

  it('whose row was refused says that it will not run', async () => {
    proxy.inject({ fault: { kind: 'status', status: 403 }, on: isRowWrite });
    await expect(start('refused-row')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Start it again when storage takes the row.') as string,
      details: { instanceId: 'refused-row' },
    });
  });

  it('that another with the same id overtook is a conflict, and leaves the other’s row', async () => {
    const other = { RuntimeStatus: 'Pending', ExecutionId: 'other' };
    await expect(
      overtake(
        () => start('raced'),
        () => put('raced', other),
      ),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await storedRow(storage, 'raced')).toMatchObject({ ExecutionId: 'String other' });
  });

  it('over an ended id that another overtook is a conflict', async () => {
    await put('raced-again', { RuntimeStatus: 'Completed', ExecutionId: 'first' });
    const change = () =>
      storage.instances.updateEntity({ partitionKey: 'raced-again', rowKey: '', ExecutionId: 'other' });
    await expect(overtake(() => start('raced-again'), change)).rejects.toMatchObject({ code: 'conflict' });
    expect(await storedRow(storage, 'raced-again')).toMatchObject({ RuntimeStatus: 'String Completed' });
  });
});

describe('a message', () => {
  it.each<[string, () => Promise<CommandReceipt>]>([
    ['terminate', () => commands.terminate('told', 'why')],
    ['suspend', () => commands.suspend('told', 'why')],
    ['resume', () => commands.resume('told', 'why')],
    ['raise-event', () => commands.raiseEvent('told', { name: 'Go', input: '1' })],
    [
      'signal-entity',
      () => commands.signalEntity('@counter@told', { operation: 'add', input: '1', scheduledAt: null }),
    ],
    [
      'restart',
      async () => {
        await put('told', { Name: 'Approval', RuntimeStatus: 'Completed' });
        return commands.restart('told', { id: 'same', newInstanceId: null, version: null, tags: null });
      },
    ],
  ])('of %s that got no answer is unknown, with its receipt, and sent once', async (command, give) => {
    proxy.inject({ fault: { kind: 'cut-body' }, on: isSend });
    const failure: unknown = await give().catch((error: unknown) => error);
    const [message, ...others] = await queuedMessages(storage);
    expect(others).toEqual([]);
    const { TaskMessage } = JSON.parse(message!.json) as WireMessage;
    expect(failure).toMatchObject({ code: 'outcome-unknown', details: { command } });
    const { details } = failure as { details: CommandReceipt };
    expect(toShortIso(details.sentAt)).toBe(TaskMessage.Event.Timestamp);
    expect(details.queue).toBe(`commandshub-${message!.queue}`);
    expect(proxy.requests.filter(isSend)).toHaveLength(1);
  });
});

describe('a change of a row', () => {
  const given: [string, (instanceId: string) => Promise<CommandReceipt>][] = [
    ['custom status', (id) => commands.setCustomStatus(id, '"mine"')],
    ['cancel', (id) => commands.cancelScheduledStart(id, 'why')],
  ];

  async function putScheduled(partitionKey: string): Promise<void> {
    const ScheduledStartTime = { type: 'DateTime', value: soon() };
    await put(partitionKey, { RuntimeStatus: 'Pending', ScheduledStartTime, ExecutionId: 'first' });
  }

  it.each(given)('by %s that another overtook is a conflict, and changes nothing', async (name, give) => {
    const id = `overtaken-${name}`;
    await putScheduled(id);
    const change = () =>
      storage.instances.updateEntity({ partitionKey: id, rowKey: '', CustomStatus: '"theirs"' });
    await expect(overtake(() => give(id), change)).rejects.toMatchObject({ code: 'conflict' });
    expect(await storedRow(storage, id)).toMatchObject({
      RuntimeStatus: 'String Pending',
      CustomStatus: 'String "theirs"',
      ExecutionId: 'String first',
    });
  });

  it.each(given)('by %s that got lost is unknown, and not repeated', async (name, give) => {
    const id = `lost-${name}`;
    await putScheduled(id);
    proxy.inject({ fault: { kind: 'reset' }, on: isRowWrite });
    await expect(give(id)).rejects.toMatchObject({ code: 'outcome-unknown', details: { instanceId: id } });
    expect(rowWrites()).toBe(1);
  });

  it.each(given)('by %s that was written without an answer is looked up', async (name, give) => {
    const id = `found-${name}`;
    await putScheduled(id);
    proxy.inject({ fault: { kind: 'cut-body' }, on: isRowWrite });
    expect(await give(id)).toMatchObject({ instanceId: id, queue: null });
    expect(rowWrites()).toBe(1);
  });
});
