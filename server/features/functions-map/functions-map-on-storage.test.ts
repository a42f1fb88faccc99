import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  functionImpact,
  functionSampling,
  functionsState,
  type FunctionImpact,
  type FunctionsMap,
} from '../../../shared/contract/functions-map.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { usualDurationOf } from '../../functions/usual-duration.ts';
import { recordedRows, restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage } from '../../testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';

const path = '/api/hubs/test~RecordedHub/functions-map';
let azurite: Azurite;
let server: TestApp;
let map: FunctionsMap;

async function look() {
  return functionsState.parse((await server.get(path).expect(200)).body);
}

async function impactOf(kind: string, name: string): Promise<FunctionImpact> {
  const response = await server.get(`${path}/impact?kind=${kind}&name=${name}`).expect(200);
  return functionImpact.parse(response.body);
}

async function listed(q: string): Promise<string[]> {
  const { index } = await server.hub('test~RecordedHub');
  const { rows } = await index.list({ q, sort: 'instanceId', order: 'asc', limit: 100 });
  return rows.map(({ instanceId }) => instanceId);
}

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  server = await startTestAppOn([connectStorage(azurite.connectionString)]);
  await server.write(`${path}/samplings`, {}).expect(202);
  await vi.waitFor(async () => expect((await look()).sampling?.state).toBe('done'), 30_000);
  map = (await look()).map!;
}, 90_000);
afterAll(async () => {
  await server.close();
  await azurite.stop();
});

function call(from: string, to: string) {
  return map.calls.find((each) => each.from === `orchestrator:${from}` && each.to === to);
}

it('counts every activity and child that the engine wrote down, a retry as a retry', () => {
  const callers = new Map(recordedRows('recorded', 'Instances').map((row) => [row.PartitionKey, row.Name]));
  const written = new Map<string, number>();
  for (const { PartitionKey, EventType, Name } of recordedRows('recorded', 'History')) {
    const kind = { TaskScheduled: 'activity', SubOrchestrationInstanceCreated: 'orchestrator' }[
      String(EventType)
    ];
    if (kind === undefined) continue;
    const key = `orchestrator:${String(callers.get(PartitionKey))} ${kind}:${String(Name)}`;
    written.set(key, (written.get(key) ?? 0) + 1);
  }
  // What the rewind of failed-sub took back was tried again, and its rows read otherwise since.
  const tryAgain = (key: string) => written.set(key, (written.get(key) ?? 0) + 1);
  tryAgain('orchestrator:FailsInActivity activity:Explode');
  tryAgain('orchestrator:FailsInSub orchestrator:FailsInActivity');
  const counted = map.calls
    .filter(({ kind }) => kind === 'activity' || kind === 'sub-orchestration')
    .map(({ from, to, calls, retries }) => [`${from} ${to}`, calls + retries] as const);
  expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(written));
  expect(written.size).toBeGreaterThan(20);
});

it('draws the workflow of orders and the first sample as they are', () => {
  expect(call('OrderWorkflow', 'activity:ReserveStock')).toMatchObject({ runs: 3, calls: 3, retries: 3 });
  expect(call('OrderWorkflow', 'activity:ChargeCard')).toMatchObject({ runs: 3, calls: 3, failedCalls: 1 });
  expect(call('OrderWorkflow', 'orchestrator:ShipLine')).toMatchObject({ calls: 5, openCalls: 1 });
  expect(call('E1_HelloSequence', 'activity:E1_SayHello')).toMatchObject({
    runs: 2,
    calls: 6,
    failedCalls: 0,
  });
  expect(call('SlowActivity', 'activity:Hang')).toMatchObject({ calls: 1, openCalls: 1, lengths: null });
  expect(call('FailsInActivity', 'activity:Explode')).toMatchObject({ calls: 2, failedCalls: 2 });
  expect(
    map.calls.find(({ from, to }) => from === 'event:approve' && to === 'orchestrator:Approval'),
  ).toMatchObject({ kind: 'external-event', calls: 3 });
});

it('shows entities with operations and locks', () => {
  expect(call('TransferBetweenCounters', 'entity:account')?.kind).toBeDefined();
  const kinds = map.calls
    .filter(({ to }) => to === 'entity:account')
    .map(({ kind }) => kind)
    .sort();
  expect(kinds).toContain('entity-lock');
  expect(map.nodes.find(({ key }) => key === 'entity:counter')?.inHub?.total).toBe(5);
});

it('says what it read of how much', async () => {
  const { sampling, mapOf } = await look();
  expect(mapOf).toEqual(sampling);
  expect(sampling).toMatchObject({
    instances: 86,
    unreadable: 0,
    cutShort: 0,
    namesLeftOut: 0,
    problem: null,
  });
  expect(sampling?.looked).toBe(sampling?.total);
  expect(map.nodes.find(({ key }) => key === 'orchestrator:E1_HelloSequence')).toMatchObject({
    sampledRuns: 2,
    inHub: { total: 27, open: 25, failed: 0 },
  });
});

it('knows which instances need a function: those that wait for it, and those before which it lies', async () => {
  const charge = await impactOf('activity', 'ChargeCard');
  expect(charge.own).toBeNull();
  expect(charge.callers).toMatchObject([
    { name: 'OrderWorkflow', looked: 1, notLooked: 0, done: { count: 1 } },
  ]);
  expect(await listed(charge.callers[0]!.done.q)).toEqual(['order-1003']);

  const hang = await impactOf('activity', 'Hang');
  expect(hang.callers).toMatchObject([{ name: 'SlowActivity', running: { count: 1 }, open: { count: 1 } }]);
  expect(await listed(hang.callers[0]!.open.q)).toEqual(['slow-activity']);

  const label = await impactOf('activity', 'PrintLabel');
  expect(label.callers).toMatchObject([
    { name: 'ShipLine', endedRuns: 4, callingRuns: 4, looked: 1, ahead: { count: 1 }, open: { count: 0 } },
  ]);
  expect(await listed(label.callers[0]!.ahead.q)).toEqual(['order-1003:ship-1']);

  const hello = await impactOf('orchestrator', 'E1_HelloSequence');
  expect(hello).toMatchObject({ own: { count: 25 }, callers: [] });
  expect(await listed(hello.own!.q)).toHaveLength(25);
  const sayHello = await impactOf('activity', 'E1_SayHello');
  expect(sayHello.callers.find(({ name }) => name === 'E1_HelloSequence')).toMatchObject({
    pending: { count: 25 },
    running: { count: 0 },
    callingRuns: 2,
  });
});

it('reads the running callers of one function when asked to', async () => {
  const before = (await look()).map;
  const body = { focus: { kind: 'activity', name: 'PrintLabel' } };
  const begun = functionSampling.parse((await server.write(`${path}/samplings`, body).expect(202)).body);
  expect(begun).toMatchObject({ focus: body.focus, total: 1 });
  await expect.poll(async () => (await look()).sampling?.state).toBe('done');
  const after = await look();
  expect(after.map).toEqual(before);
  expect(after.mapOf?.focus).toBeNull();
});

it('tells how long an activity usually takes, and nothing of one that never ended', async () => {
  const open = await server.hub('test~RecordedHub');
  expect(usualDurationOf(open, 'E1_SayHello')?.runs).toBe(10);
  expect(usualDurationOf(open, 'Square')).toMatchObject({ runs: 300 });
  expect(usualDurationOf(open, 'Hang')).toBeNull();
  expect(usualDurationOf(open, 'Nobody')).toBeNull();
});
