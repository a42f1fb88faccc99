import { afterAll, beforeAll, expect, it } from 'vitest';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { startAzurite, type Azurite } from '../azurite.ts';
import { recordedRegistry } from '../samples/recorded-registry.ts';
import { openRig, type WorkerRig } from './worker-rig.ts';

let azurite: Azurite;
let rig: WorkerRig;
beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  rig = await openRig(azurite, 'RecordedHub', recordedRegistry);
});
afterAll(async () => {
  await rig.worker.stop();
  await azurite.stop();
});

it('finishes the 25 starts that were queued when the recorded worker ended', async () => {
  for (let i = 0; i < 25; i += 1) {
    const row = await rig.until(`backlog-${i}`, 'Completed');
    expect(row.Output).toBe('["Hello Tokyo!","Hello Seattle!","Hello London!"]');
  }
});

it('ships the parcel that waited for its event, and with it the order', async () => {
  const parcel = await rig.until('order-1003:ship-1', 'Completed');
  expect(parcel.Output).toBe('{"sku":"escalate","label":"1Z-999"}');
  const order = await rig.until('order-1003', 'Completed');
  expect(order.Output).toBe('[{"sku":"hat","label":"1Z-999"},{"sku":"escalate","label":"1Z-999"}]');
  expect(order.CustomStatus).toBe('{"state":"shipped","parcels":2}');
});

it('carries out the queued terminate with its reason', async () => {
  const row = await rig.until('approval-open', 'Terminated');
  expect(row.Output).toBe('queued while nobody works');
});

it('leaves what it has no code for in the queues, and says so', () => {
  expect(rig.logged.some((line) => line.includes('NoSuchOrchestrator'))).toBe(true);
  expect(rig.logged.some((line) => line.includes('NoSuchActivity'))).toBe(true);
  const unexpected = rig.logged.filter((line) => !/NoSuch|E4_SmsPhone/.test(line));
  expect(unexpected).toEqual([]);
});
