import type { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nowInstant } from '../../clock.ts';
import { recordedRows } from '../../testing/recorded-hub.ts';
import { startAzurite, type Azurite } from '../azurite.ts';
import { newEvent } from './history-event.ts';
import { rawFlag, rawText, type RawRow } from './history-row.ts';
import { clientSender, createMessageSender } from './message-sender.ts';
import { createPayloadBlobs } from './payload-blobs.ts';
import { scenarioRegistry } from './scenario-registry.ts';
import { openRig, type WorkerRig } from './worker-rig.ts';

let azurite: Azurite;
let rig: WorkerRig;

/** Starts one instance of each kind and waits until each has got as far as it can. */
async function playEverything(): Promise<void> {
  const { client } = rig;
  await client.start('Chain', { instanceId: 'chain', input: 1 });
  await client.start('Idle', { instanceId: 'idle' });
  await client.start('Retries', { instanceId: 'retries', input: { key: 'shape', failures: 1 } });
  await client.start('FailsInChild', { instanceId: 'unlucky', input: 'x', tags: { tenant: 'a' } });
  await client.start('Throws', { instanceId: 'throws' });
  await client.start('Parent', { instanceId: 'parent', input: 1 });
  await client.start('Deadline', { instanceId: 'deadline', input: 300 });
  await client.start('Big', { instanceId: 'big', input: 50_000 });
  await client.start('FanOut', { instanceId: 'wide', input: 120 });
  await client.start('Counts', { instanceId: 'counts', input: 'k' });
  await client.start('Eternal', { instanceId: 'eternal', input: 1 });
  await client.start('Waits', { instanceId: 'big-input', input: 'i'.repeat(50_000) });
  await client.start('Waits', { instanceId: 'terminated' });
  await client.start('Waits', { instanceId: 'suspended' });
  for (const id of ['big-input', 'terminated', 'suspended'])
    await rig.untilRow(id, { CustomStatus: '{"waitingFor":"Go"}' });
  await client.raiseEvent('eternal', 'Next', 'go');
  await client.raiseEvent('eternal', 'Unasked', 'carried over');
  await client.terminate('terminated', 'enough');
  await client.suspend('suspended', 'a pause');
  await rig.until('suspended', 'Suspended');
  await client.resume('suspended', 'go on');
  await rig.untilRow('suspended', { Output: 'go on' });
  const sender = createMessageSender(rig.storage, createPayloadBlobs(rig.storage), 4);
  const woken = newEvent('GenericEvent', nowInstant(), { data: 'woken' });
  await sender.send({ event: woken, target: { instanceId: 'suspended', executionId: null } }, clientSender);
  for (const id of ['chain', 'idle', 'retries', 'parent', 'deadline', 'big', 'wide', 'counts'])
    await rig.until(id, 'Completed');
  for (const id of ['unlucky', 'throws']) await rig.until(id, 'Failed');
  await rig.untilRow('eternal', { Input: '2' });
  await rig.until('terminated', 'Terminated');
  await vi.waitFor(async () => expect(await rig.historyTypes('suspended')).toContain('GenericEvent'));
}

const systemColumns = new Set([
  'PartitionKey',
  'RowKey',
  'Timestamp',
  'partitionKey',
  'rowKey',
  'timestamp',
  'etag',
]);

function recordedType(row: RawRow, column: string): string {
  const annotation = row[`${column}@odata.type`];
  if (typeof annotation === 'string') return annotation.replace('Edm.', '');
  return { string: 'String', number: 'Int32', boolean: 'Boolean' }[typeof row[column] as string] ?? 'unknown';
}

function writtenType(row: RawRow, column: string): string {
  const cell = row[column];
  return typeof cell === 'object' && cell !== null && 'type' in cell ? String(cell.type) : typeof cell;
}

/** Column names and types in the order of the row. */
function shapeOf(row: RawRow, typeOf: (row: RawRow, column: string) => string): string {
  const columns = Object.keys(row).filter((name) => !systemColumns.has(name) && !name.includes('odata.'));
  return columns.map((name) => `${name}:${typeOf(row, name)}`).join(' ');
}

async function writtenRows(table: TableClient): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of table.listEntities({ disableTypeConversion: true })) rows.push(row);
  return rows;
}

function groupShapes(rows: readonly RawRow[], typeOf: typeof recordedType): Map<string, Set<string>> {
  const shapes = new Map<string, Set<string>>();
  for (const row of rows) {
    const eventType = rawText(row, 'EventType') ?? 'sentinel';
    const group = shapes.get(eventType) ?? new Set();
    shapes.set(eventType, group.add(shapeOf(row, typeOf)));
  }
  return shapes;
}

beforeAll(async () => {
  azurite = await startAzurite();
  rig = await openRig(azurite, 'Shapes', scenarioRegistry);
  await playEverything();
});
afterAll(async () => {
  await rig.worker.stop();
  await azurite.stop();
});

describe('History rows', () => {
  const recorded = groupShapes(recordedRows('recorded', 'History'), recordedType);

  it('have the columns, types and order of recorded rows of their event type', async () => {
    const written = groupShapes(await writtenRows(rig.storage.history), writtenType);
    expect([...written.keys()].sort()).toEqual([...recorded.keys()].sort());
    for (const [eventType, shapes] of written) {
      for (const shape of shapes) expect([...recorded.get(eventType)!], eventType).toContain(shape);
    }
  });

  it('are marked as played like the recorded ones', async () => {
    const flag = (row: RawRow) => `${rawText(row, 'EventType') ?? ''} ${rawFlag(row, 'IsPlayed')}`;
    const known = new Set(recordedRows('recorded', 'History').map(flag));
    for (const row of await writtenRows(rig.storage.history)) {
      if (rawText(row, 'rowKey') !== 'sentinel') expect(known).toContain(flag(row));
    }
  });

  it('are numbered from 0 without a gap, whatever execution was there before', async () => {
    const events = await rig.history('eternal');
    expect(events[1]).toMatchObject({ type: 'ExecutionStarted', input: '2' });
    expect(events[2]).toMatchObject({ type: 'EventRaised', name: 'Unasked', isPlayed: true });
    const keys = (await writtenRows(rig.storage.history))
      .filter((row) => rawText(row, 'partitionKey') === 'wide')
      .map((row) => rawText(row, 'rowKey'));
    const numbers = keys.filter((key) => key !== 'sentinel').map((key) => Number.parseInt(key ?? '', 16));
    expect(numbers).toEqual(numbers.map((_, i) => i));
  });
});

describe('Instances rows', () => {
  it.each([
    ['chain', 'hello-2'],
    ['idle', 'hello-1'],
    ['big', 'big-200k'],
    ['big-input', 'big-input'],
    ['throws', 'approval-early'],
    ['terminated', 'terminated-1'],
    ['suspended', 'suspended-resumed'],
    ['unlucky:child', 'failed-sub:child'],
    ['eternal', 'cleanup-eternal'],
    ['@counter@k', '@counter@signalled'],
  ])('that of %s looks like the recorded %s', async (ours, theirs) => {
    const row = (await writtenRows(rig.storage.instances)).find((r) => rawText(r, 'partitionKey') === ours)!;
    const model = recordedRows('recorded', 'Instances').find((r) => r.PartitionKey === theirs)!;
    const expected = shapeOf(model, recordedType);
    // hello-1 has a result; an orchestrator that returns nothing leaves the column out.
    expect(shapeOf(row, writtenType)).toBe(
      ours === 'idle' ? expected.replace(' Output:String', '') : expected,
    );
  });
});

describe('Partitions rows', () => {
  it('look like the recorded ones', async () => {
    const model = shapeOf(recordedRows('recorded', 'Partitions')[0]!, recordedType);
    for (const row of await writtenRows(rig.storage.partitions))
      expect(shapeOf(row, writtenType)).toBe(model);
  });
});
