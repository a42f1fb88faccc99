import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startAzurite, type Azurite } from '../../../demo/azurite.ts';
import type { Registry } from '../../../demo/worker/definitions.ts';
import { scenarioRegistry } from '../../../demo/worker/scenario-registry.ts';
import { openRig, type WorkerRig } from '../../../demo/worker/worker-rig.ts';
import {
  startFaultProxy,
  type Fault,
  type FaultProxy,
  type SeenRequest,
} from '../../../testing/fault-proxy.ts';
import { connectStorage } from '../../../testing/storage-hub.ts';

let azurite: Azurite;
let proxy: FaultProxy;
/** What the activity `Service` does: down until somebody mends it. */
let isServiceDown = true;
const rigs: WorkerRig[] = [];

const registry: Registry = {
  entities: {},
  activities: {
    ...scenarioRegistry.activities,
    Service: (value) => {
      if (isServiceDown) throw new Error('the service is down');
      return `served ${String(value)}`;
    },
  },
  orchestrators: {
    ...scenarioRegistry.orchestrators,
    *CallsService(context, input) {
      yield context.callActivity('Double', 1);
      return yield context.callActivity('Service', input);
    },
    *Family(context, input) {
      const names = Array.isArray(input) ? input : [];
      const children = names.map((name: unknown) =>
        context.callSubOrchestrator('CallsService', name, {
          instanceId: `${context.instanceId}:${String(name)}`,
        }),
      );
      return yield context.all(children);
    },
    *Grandparent(context, input) {
      const id = `${context.instanceId}:parent`;
      return yield context.callSubOrchestrator('Family', input, { instanceId: id });
    },
  },
};

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});
afterEach(async () => {
  proxy.heal();
  isServiceDown = true;
  for (const rig of rigs.splice(0)) await rig.worker.stop();
});

/** A hub whose worker ran an instance until it failed, and may go on. */
async function failed(hub: string, name: string, input: unknown): Promise<WorkerRig> {
  const rig = await openRig(azurite, hub, registry);
  rigs.push(rig);
  await rig.client.start(name, { instanceId: 'root', input });
  await rig.until('root', 'Failed');
  return rig;
}

const commandsOn = (hub: string) => connectStorage(azurite.connectionString).openHub(hub).commands;

describe('the worker', () => {
  it('completes an instance whose failed activity has become possible', async () => {
    const rig = await failed('Mended', 'CallsService', 'tea');
    isServiceDown = false;
    await commandsOn('Mended').rewind('root', 'mended');
    expect(await rig.until('root', 'Completed')).toMatchObject({ Output: '"served tea"' });
    const types = await rig.historyTypes('root');
    expect(types.filter((type) => type === 'GenericEvent')).toHaveLength(4);
    const scheduled = (await rig.history('root')).filter(({ type }) => type === 'TaskScheduled');
    expect(scheduled.map(({ eventId, name }) => [eventId, name])).toEqual([
      [0, 'Double'],
      [1, 'Service'],
    ]);
  });

  it('completes child and parents when a failed child is rewound', async () => {
    const rig = await failed('MendedChild', 'Grandparent', ['a', 'b']);
    isServiceDown = false;
    const receipt = await commandsOn('MendedChild').rewind('root', 'mended');
    expect(receipt.followedInstanceId).toMatch(/^root:parent:[ab]$/);
    expect(receipt.summary).toBe(
      'Undid 2 failed activities and 3 failed sub-orchestrations in 4 instances; woke 2.',
    );
    await rig.until('root:parent:a', 'Completed');
    await rig.until('root:parent', 'Completed');
    expect(await rig.until('root', 'Completed')).toMatchObject({ Output: '["served a","served b"]' });
  });

  it('fails again with further rows while the cause persists, and can be rewound again', async () => {
    const rig = await failed('Persists', 'Family', ['a']);
    const before = (await rig.history('root')).length;
    await commandsOn('Persists').rewind('root', 'hope');
    await rig.until('root', 'Failed');
    expect((await rig.historyTypes('root')).slice(before)).toEqual([
      'OrchestratorStarted',
      'SubOrchestrationInstanceFailed',
      'ExecutionCompleted',
      'OrchestratorCompleted',
    ]);
    isServiceDown = false;
    await commandsOn('Persists').rewind('root', 'mended');
    expect(await rig.until('root', 'Completed')).toMatchObject({ Output: '["served a"]' });
  });
});

const isWrite = ({ kind }: SeenRequest) => kind === 'table-write' || kind === 'queue-write';

/** Lets so many writes through and does harm to all that follow. */
function harmAfter(writes: number, fault: Fault): void {
  let seen = 0;
  proxy.inject({ fault, on: (request) => isWrite(request) && seen++ >= writes });
}

const refused: Fault = { kind: 'status', status: 403 };
/** The write is done, and its answer lost. */
const lost: Fault = { kind: 'cut-body' };

describe('a rewind', () => {
  it('that could not write anything says only that', async () => {
    const rig = await failed('Refused', 'CallsService', 'a');
    harmAfter(0, refused);
    const { commands } = connectStorage(proxy.connectionString).openHub('Refused');
    await expect(commands.rewind('root', 'first')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await rig.row('root')).toMatchObject({ RuntimeStatus: 'Failed' });
  });

  it.each([
    [1, refused],
    [3, refused],
    [5, refused],
    [7, refused],
    [8, refused],
    [9, refused],
    [2, lost],
    [7, lost],
    [9, lost],
  ])(
    'that broke off after %i writes is finished by the next',
    async (writes, fault) => {
      const hub = `Broken${writes}${fault.kind === 'cut-body' ? 'Lost' : 'Refused'}`;
      const rig = await failed(hub, 'Grandparent', ['a', 'b']);
      await rig.worker.stop();
      const through = connectStorage(proxy.connectionString).openHub(hub);
      harmAfter(writes, fault);
      await expect(through.commands.rewind('root', 'first')).rejects.toMatchObject({
        code: 'outcome-unknown',
        message: expect.stringContaining('Rewinding the instance again goes on from there.') as string,
      });
      proxy.heal();
      expect((await through.previews.rewind('root')).refusal).toBeNull();
      await through.commands.rewind('root', 'second');
      isServiceDown = false;
      await rig.worker.start();
      expect(await rig.until('root', 'Completed')).toMatchObject({ Output: '["served a","served b"]' });
    },
    60_000,
  );

  it('that woke only one child wakes the other when it is given again, while the first goes on', async () => {
    const rig = await failed('HalfWoken', 'Family', ['a', 'b']);
    isServiceDown = false;
    const through = connectStorage(proxy.connectionString).openHub('HalfWoken');
    let sends = 0;
    const isSecondSend = ({ kind, method }: SeenRequest) =>
      kind === 'queue-write' && method === 'POST' && ++sends === 2;
    proxy.inject({ fault: refused, on: isSecondSend });
    await expect(through.commands.rewind('root', 'first')).rejects.toMatchObject({ code: 'outcome-unknown' });
    await vi.waitFor(async () => {
      const statuses = await Promise.all(['root:a', 'root:b'].map((id) => rig.row(id)));
      expect(statuses.map(({ RuntimeStatus }) => RuntimeStatus).sort()).toEqual(['Completed', 'Pending']);
    }, 20_000);
    await through.commands.rewind('root', 'second');
    expect(await rig.until('root', 'Completed')).toMatchObject({ Output: '["served a","served b"]' });
    await expect(through.commands.rewind('root', 'third')).rejects.toMatchObject({
      code: 'action-refused',
      message: 'The instance cannot be rewound: only a failed instance can be rewound, and it is Completed.',
    });
  });
});
