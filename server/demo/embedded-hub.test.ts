import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startEmbeddedHub, type EmbeddedHub } from './embedded-hub.ts';
import { landmarks } from './samples/landmarks.ts';
import { escapePartitionKey } from '../providers/azure-storage/format/partition-key.ts';
import { createHubClient } from './worker/hub-client.ts';
import { openHubStorage, type HubStorage } from './worker/hub-storage.ts';

const fiftyRowsWithinMs = 5000;
const settled = { timeout: 45_000, interval: 250 };

let hub: EmbeddedHub;
let storage: HubStorage;
let fiftyRowsAfterMs: number;

async function countRows(): Promise<number> {
  let count = 0;
  const rows = storage.instances.listEntities({ queryOptions: { select: ['PartitionKey'] } });
  for await (const row of rows) if (row.partitionKey !== undefined) count += 1;
  return count;
}

async function rowOf(instanceId: string, from = storage) {
  return from.instances.getEntity(escapePartitionKey(instanceId), '');
}

beforeAll(async () => {
  const startedAt = performance.now();
  hub = await startEmbeddedHub({ logger: pino({ level: 'silent' }) });
  storage = openHubStorage(hub.connectionString, hub.hubName);
  await vi.waitFor(async () => expect(await countRows()).toBeGreaterThanOrEqual(50), {
    timeout: 20_000,
    interval: 100,
  });
  fiftyRowsAfterMs = performance.now() - startedAt;
});

afterAll(async () => {
  await hub.stop();
});

it('has a usable list within seconds', () => {
  expect(fiftyRowsAfterMs).toBeLessThan(fiftyRowsWithinMs);
});

it.each([
  ['a warehouse that waits for its event', landmarks.warehouse, 'Event_Ship'],
  ['an approval', landmarks.approval, 'Approve'],
  ['an approval whose id needs escaping', landmarks.hostileApproval, 'Approve'],
  ['a transfer that holds its locks', landmarks.holdingTransfer, 'Confirm'],
])('leaves %s running', async (_what, instanceId, event) => {
  await vi.waitFor(async () => {
    const row = await rowOf(instanceId);
    expect(row.RuntimeStatus).toBe('Running');
    expect(JSON.parse(String(row.CustomStatus))).toMatchObject({ waitingFor: event });
  }, settled);
});

it('fails the order whose card is declined, with the reason', async () => {
  await vi.waitFor(async () => {
    const row = await rowOf(landmarks.failedOrder);
    expect(row.RuntimeStatus).toBe('Failed');
    expect(row.Output).toContain('card declined: limit 1000');
  }, settled);
});

it('counts orders and locks an account', async () => {
  await vi.waitFor(async () => {
    expect((await rowOf(landmarks.ordersCounter)).CustomStatus).toContain('"entityExists":true');
    expect((await rowOf(landmarks.lockedAccount)).CustomStatus).toContain(
      `"lockedBy":"${landmarks.holdingTransfer}"`,
    );
  }, settled);
});

it('ships the warehouse’s order after its event', async () => {
  const client = createHubClient({ connectionString: hub.connectionString, hub: hub.hubName });
  await client.raiseEvent(landmarks.warehouse, 'Event_Ship');
  await vi.waitFor(async () => {
    const row = await rowOf(landmarks.warehouse);
    expect(row).toMatchObject({ RuntimeStatus: 'Completed', Output: '["The order is shipped!"]' });
  }, settled);
});

it('can be rid of the report that is stuck', async () => {
  await vi.waitFor(async () => {
    const row = await rowOf(landmarks.stuckReport);
    expect(row.RuntimeStatus).toBe('Running');
    expect(JSON.parse(String(row.CustomStatus))).toMatchObject({ step: 'rendering' });
  }, settled);
  const client = createHubClient({ connectionString: hub.connectionString, hub: hub.hubName });
  await client.terminate(landmarks.stuckReport, 'stuck');
  await vi.waitFor(async () => {
    expect((await rowOf(landmarks.stuckReport)).RuntimeStatus).toBe('Terminated');
  }, settled);
});

it('goes on where it was when it is kept in a folder', async () => {
  const location = await mkdtemp(join(tmpdir(), 'embedded-hub-'));
  const options = { location, logger: pino({ level: 'silent' }) };
  const isWaiting = async (kept: EmbeddedHub) => {
    const row = await rowOf(landmarks.warehouse, openHubStorage(kept.connectionString, kept.hubName));
    expect(row.CustomStatus).toContain('Event_Ship');
    return row.ExecutionId;
  };
  const first = await startEmbeddedHub(options);
  const executionId = await vi.waitFor(() => isWaiting(first), settled);
  await first.stop();
  const second = await startEmbeddedHub(options);
  const client = createHubClient({ connectionString: second.connectionString, hub: second.hubName });
  await client.raiseEvent(landmarks.warehouse, 'Event_Ship');
  await vi.waitFor(async () => {
    const row = await rowOf(landmarks.warehouse, openHubStorage(second.connectionString, second.hubName));
    expect(row).toMatchObject({ RuntimeStatus: 'Completed', ExecutionId: executionId });
  }, settled);
  await second.stop();
  await rm(location, { recursive: true });
});

it('frees its ports when stopped', async () => {
  const endpoints = [...hub.connectionString.matchAll(/Endpoint=(http[^;]+)/g)].map(([, url]) => url!);
  expect(endpoints).toHaveLength(3);
  await hub.stop();
  for (const endpoint of endpoints) await expect(fetch(endpoint)).rejects.toThrow();
});
