import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { InstanceChange } from '../../../shared/contract/instance-changes.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import type { Registry } from '../../demo/worker/definitions.ts';
import { openRig } from '../../demo/worker/worker-rig.ts';
import { connectStorage } from '../../testing/storage-hub.ts';
import { startTestAppOn } from '../../testing/test-app.ts';
import { InstanceFollowers } from './instance-changes-service.ts';

let isServiceDown = true;
const registry: Registry = {
  entities: {},
  activities: {
    Service: () => {
      if (isServiceDown) throw new Error('the service is down');
      return 'served';
    },
  },
  orchestrators: {
    *CallsService(context) {
      return yield context.callActivity('Service', null);
    },
    *Parent(context) {
      return yield context.callSubOrchestrator('CallsService', null, { instanceId: 'child' });
    },
  },
};

let azurite: Azurite;
beforeAll(async () => (azurite = await startAzurite()));
afterAll(() => azurite.stop());

/** An instance that has ended is looked at this seldom, with some time for the reading. */
const look = { timeout: 25_000, interval: 100 };

it('tells who follows the failed ancestor of what somebody rewinds that it goes on, and what it does then', async () => {
  const rig = await openRig(azurite, 'Rewound', registry);
  await rig.client.start('Parent', { instanceId: 'root' });
  await rig.until('root', 'Failed');
  await rig.worker.stop();
  const connection = connectStorage(azurite.connectionString);
  const hub = connection.openHub('Rewound');
  const server = await startTestAppOn([connection]);
  const told: InstanceChange[] = [];
  const open = await server.hub(`${connection.name}~Rewound`);
  const leave = new InstanceFollowers().follow(open, { instanceId: 'root', after: '' }, (change) =>
    told.push(change),
  );
  const statusOf = (change: InstanceChange | undefined) => change?.instance?.runtimeStatus;
  await vi.waitFor(() => expect(statusOf(told.at(-1))).toBe('Failed'), look);
  const failed = told.at(-1)!;

  await hub.commands.rewind('root', 'mended');
  await vi.waitFor(() => expect(statusOf(told.at(-1))).toBe('Pending'), look);
  // Nothing is written behind it, and it is the same execution: only the row tells.
  expect(told.at(-1)).toMatchObject({ lastRowKey: failed.lastRowKey, written: null });
  expect(told.at(-1)?.instance?.executionId).toBe(failed.instance?.executionId);
  const { events } = await hub.readHistory('root', { limit: 1_000 });
  expect(events.map(({ eventType }) => eventType)).not.toContain('ExecutionCompleted');

  isServiceDown = false;
  const worker = rig.anotherWorker();
  await worker.start();
  await vi.waitFor(() => expect(statusOf(told.at(-1))).toBe('Completed'), look);
  const further = told.find(({ written }) => written?.after === failed.lastRowKey);
  expect(further?.written?.page.events.map(({ eventType }) => eventType)).toEqual([
    'OrchestratorStarted',
    'SubOrchestrationInstanceCompleted',
    'ExecutionCompleted',
    'OrchestratorCompleted',
  ]);
  leave();
  await worker.stop();
  await server.close();
}, 90_000);
