import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage, storageHub, type StorageHub } from '../../testing/storage-hub.ts';

let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  storage = storageHub(azurite.connectionString, 'RecordedHub');
  hub = connectStorage(azurite.connectionString).openHub('RecordedHub');
});
afterAll(() => azurite.stop());

async function readAll(instanceId: string, limit: number, cursor?: string): Promise<HistoryEvent[]> {
  const page = await hub.readHistory(instanceId, { limit, ...(cursor === undefined ? {} : { cursor }) });
  expect(page.events.length).toBeLessThanOrEqual(limit);
  expect(page.problems).toEqual([]);
  return page.nextCursor === null
    ? page.events
    : [...page.events, ...(await readAll(instanceId, limit, page.nextCursor))];
}

it('gives the same events in small pages as in one', async () => {
  const { events } = await hub.readHistory('fan-out-300', { limit: 1000 });
  expect(events.length).toBeGreaterThan(600);
  expect(await readAll('fan-out-300', 101)).toEqual(events);
});

it('goes on after the last event known, for following a running instance', async () => {
  const { events } = await hub.readHistory('order-1001', { limit: 1000 });
  const known = events[events.length - 3]!;
  const rest = await hub.readHistory('order-1001', { limit: 1000, cursor: `after:${known.rowKey}` });
  expect(rest.events).toEqual(events.slice(-2));
  expect(rest).toMatchObject({ nextCursor: null, problems: [] });
  const end = await hub.readHistory('order-1001', { limit: 10, cursor: `after:${events.at(-1)!.rowKey}` });
  expect(end).toMatchObject({ events: [], nextCursor: null, problems: [], isCheckpointComplete: true });
});

it('refuses a cursor it did not give', async () => {
  await expect(hub.readHistory('order-1001', { limit: 10, cursor: 'x' })).rejects.toMatchObject({
    code: 'invalid-request',
  });
});

it('has no history and no problem before an instance has run', async () => {
  expect(await hub.readHistory('backlog-3', { limit: 10 })).toEqual({
    executionId: null,
    events: [],
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: null,
    problems: [],
  });
});

it('marks and counts the rows that an earlier, longer execution left behind', async () => {
  await storage.history.createEntity({
    partitionKey: 'order-1001',
    rowKey: '00000000000000FF',
    EventType: 'TaskScheduled',
    ExecutionId: 'an-earlier-one',
  });
  const page = await hub.readHistory('order-1001', { limit: 1000 });
  expect(page.leftoverRows).toBe(1);
  expect(page.problems).toEqual([]);
  const leftovers = page.events.filter(({ isLeftover }) => isLeftover);
  expect(leftovers.map(({ rowKey }) => rowKey)).toEqual(['00000000000000FF']);
  expect(page.events.at(-1)).toBe(leftovers[0]);
});

it('finds the event that a message caused by its type and exact time', async () => {
  const { events } = await hub.readHistory('sms-1', { limit: 1000 });
  const raised = events.find(({ eventType }) => eventType === 'EventRaised')!;
  expect(await hub.findHistoryEvent('sms-1', 'EventRaised', raised.timestamp!)).toEqual(raised);
  const later = raised.timestamp!.replace(/\dZ$/, (end) => (end === '0Z' ? '1Z' : '0Z'));
  expect(await hub.findHistoryEvent('sms-1', 'EventRaised', later)).toBeNull();
  expect(await hub.findHistoryEvent('sms-1', 'TaskScheduled', raised.timestamp!)).toBeNull();
  expect(await hub.findHistoryEvent('nobody', 'EventRaised', raised.timestamp!)).toBeNull();
});

it('does not find an event of another execution', async () => {
  const timestamp = '2026-11-21T05:00:00.1234567Z';
  await storage.history.createEntity({
    partitionKey: 'sms-2',
    rowKey: '00000000000000FF',
    EventType: 'EventRaised',
    ExecutionId: 'an-earlier-one',
    _Timestamp: { type: 'DateTime', value: timestamp },
  });
  expect(await hub.findHistoryEvent('sms-2', 'EventRaised', timestamp)).toBeNull();
});
