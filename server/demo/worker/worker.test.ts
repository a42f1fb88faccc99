import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../azurite.ts';
import { recordedRegistry } from '../samples/recorded-registry.ts';
import { createTaskHub } from './create-task-hub.ts';
import { openRig } from './worker-rig.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

it('runs a chain of activities to its end on a hub that was created twice', async () => {
  await createTaskHub(azurite.connectionString, 'Chain', 4);
  const rig = await openRig(azurite, 'Chain', recordedRegistry);
  await rig.client.start('E1_HelloSequence', { instanceId: 'hello' });
  const row = await rig.until('hello', 'Completed');
  expect(row.Output).toBe('["Hello Tokyo!","Hello Seattle!","Hello London!"]');
  await rig.worker.stop();
  expect(rig.logged).toEqual([]);
});
