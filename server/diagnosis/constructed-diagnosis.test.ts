import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { at } from '../../shared/testing/instances.ts';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { partitionOf } from '../providers/azure-storage/format/control-queue.ts';
import { createQueueWatch } from '../queues/queue-watch.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../testing/storage-hub.ts';
import { startTestAppOn, type TestApp } from '../testing/test-app.ts';
import { started, writeExecution, writtenTurn, type WrittenEvent } from '../testing/written-execution.ts';
import { diagnoseInstanceOf } from './diagnose-instance.ts';

const hubName = 'BuiltHub';
/** Its first two are owned, the third is free, the lease of the fourth ran out. */
const partitionCount = 4;
const [, second, free, expired] = [0, 1, 2, 3] as const;
const now = at(1200);

let azurite: Azurite;
let storage: StorageHub;
let app: TestApp;
let open: OpenHub;

/** An id that is hashed to the partition. */
function idOn(partition: number, prefix: string): string {
  for (let number = 0; ; number++) {
    if (partitionOf(`${prefix}-${number}`, partitionCount) === partition) return `${prefix}-${number}`;
  }
}

function queueOf(id: string) {
  return storage.queue(`control-0${partitionOf(id, partitionCount)}`);
}

const dateTime = (value: string) => ({ type: 'DateTime' as const, value });

async function own(partition: number, workerId: string, expiresAt: string): Promise<void> {
  const row = { partitionKey: '', rowKey: `${hubName.toLowerCase()}-control-0${partition}` };
  const lease = { OwnedSince: dateTime(at(0)), LastRenewal: dateTime(at(1)), ExpiresAt: dateTime(expiresAt) };
  await storage.partitions.updateEntity(
    { ...row, CurrentOwner: workerId, ...lease, IsDraining: false },
    'Replace',
  );
}

/** A message of the engine's form. */
async function send(instanceId: string, event: Record<string, unknown>): Promise<void> {
  const target = { InstanceId: instanceId, ExecutionId: null };
  const message = { Event: { Timestamp: at(1), ...event }, OrchestrationInstance: target };
  const text = JSON.stringify({ TaskMessage: message, CompressedBlobName: null });
  await queueOf(instanceId).sendMessage(text, { messageTimeToLive: -1 });
}

async function takeAndPutBack(instanceId: string, times: number): Promise<void> {
  const queue = queueOf(instanceId);
  for (let time = 0; time < times; time++) {
    const [taken] = (await queue.receiveMessages({ numberOfMessages: 1 })).receivedMessageItems;
    await queue.updateMessage(taken!.messageId, taken!.popReceipt, taken!.messageText, 0);
  }
}

const scheduled = (name: string): WrittenEvent => ({ EventType: 'TaskScheduled', EventId: 0, Name: name });
const waitingForActivity = writtenTurn(started, scheduled('Charge'));

interface Asked {
  readonly EventId: number;
  readonly lock: string;
  readonly by: string;
}

function lockAsked({ EventId, lock, by }: Asked): WrittenEvent {
  const [, name, key] = lock.split('@');
  const request = {
    ...{ op: null, id: `lock-${by}-${EventId}`, parent: by, parentExecution: 'first' },
    ...{ Timestamp: at(EventId), Predecessor: '0001-01-01T00:00:00' },
    ...{ lockset: [{ name, key }], IsLockRequest: true, createTrace: false },
  };
  return { EventType: 'EventSent', EventId, InstanceId: lock, Name: 'op', Input: JSON.stringify(request) };
}

function lockGranted({ EventId, by }: Asked): WrittenEvent {
  return {
    EventType: 'EventRaised',
    Name: `lock-${by}-${EventId}`,
    Input: '{"result":"Lock Acquisition Completed"}',
  };
}

async function writeEntity(id: string, lockedBy: string): Promise<void> {
  await writeExecution(storage, id, [], {
    Name: id,
    Input: JSON.stringify({ state: '1', queue: [], lockedBy }),
    CustomStatus: JSON.stringify({ entityExists: true, queueSize: 1, lockedBy }),
  });
}

async function holdAndWait(id: string, held: string, wanted: string): Promise<void> {
  const first = { EventId: 0, lock: held, by: id };
  const events = [
    ...writtenTurn(started, lockAsked(first)),
    ...writtenTurn(lockGranted(first), lockAsked({ EventId: 1, lock: wanted, by: id })),
  ];
  await writeExecution(storage, id, events);
}

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, hubName, partitionCount);
  await storage.largeMessages.createIfNotExists();
  await own(0, 'one', at(1230));
  await own(second, 'two', at(1230));
  await own(expired, 'three', at(300));
  await writeExecution(
    storage,
    'done',
    writtenTurn(started, { EventType: 'ExecutionCompleted', OrchestrationStatus: 'Completed' }),
    {
      RuntimeStatus: 'Completed',
    },
  );
  app = await startTestAppOn([connectStorage(azurite.connectionString, { clock: () => now })]);
  open = await app.hub(`test~${hubName}`);
});
afterAll(async () => {
  await app.close();
  await azurite.stop();
});

/** Storage may have changed since the queues were read for the test before. */
async function diagnose(id: string): Promise<Diagnosis> {
  const queues = { ...open.queues, read: () => open.hub.readQueues() };
  return diagnoseInstanceOf({ ...open, queues }, id, { withFamily: true });
}

async function tell(id: string): Promise<string[]> {
  const { findings } = await diagnose(id);
  return findings.map(
    ({ rule, severity, certainty, sentence }) =>
      `${rule} ${severity} ${certainty}: ${sentenceText(sentence)}`,
  );
}

it('has nothing to say about one that ended, and nothing but what it does about one that runs', async () => {
  expect(await tell('done')).toEqual([]);
  const id = idOn(0, 'healthy');
  await writeExecution(storage, id, waitingForActivity);
  // A worker has taken it, which hides it.
  await storage.queue('workitems').sendMessage('{}', { visibilityTimeout: 600 });
  const { findings, problems } = await diagnose(id);
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['activity-running', 'normal']]);
  expect(problems).toEqual([]);
});

it('finds that nobody owns the partition', async () => {
  const id = idOn(free, 'ownerless');
  await writeExecution(storage, id, waitingForActivity);
  expect((await tell(id))[0]).toMatch(/^no-owner broken certain: Nobody owns its partition 2/);
});

it('finds that the lease of the partition ran out', async () => {
  const id = idOn(expired, 'left');
  await writeExecution(storage, id, waitingForActivity);
  expect((await tell(id))[0]).toMatch(
    /^lease-expired broken certain: .* ran out at 2026-11-21T05:05:00Z .* three/,
  );
});

it('finds a message that comes back each time it is taken', async () => {
  const id = idOn(0, 'poisoned');
  await writeExecution(storage, id, writtenTurn(started));
  await send(id, { EventType: 15, Name: 'Approve' });
  await takeAndPutBack(id, 10);
  const { findings } = await diagnose(id);
  expect(findings[0]).toMatchObject({ rule: 'message-poison', severity: 'broken', certainty: 'certain' });
  expect(findings[0]?.evidence).toMatchObject([{ kind: 'message', queue: 'builthub-control-00' }]);
  await queueOf(id).clearMessages();
});

it('finds that a large payload is gone, and not that one is that is there', async () => {
  const id = idOn(0, 'large');
  const blob = (name: string) => `${id}/history-${name}.json.gz`;
  const withResult = (name: string) => [
    ...writtenTurn(started, scheduled('Charge')),
    ...writtenTurn({
      EventType: 'TaskCompleted',
      TaskScheduledId: 0,
      Result: '',
      ResultBlobName: blob(name),
    }),
  ];
  await storage.largeMessages.getBlockBlobClient(blob('kept')).uploadData(Buffer.from('no gzip, but there'));
  await writeExecution(storage, id, withResult('kept'));
  expect((await tell(id)).filter((line) => line.startsWith('payload-missing'))).toEqual([]);

  await writeExecution(storage, id, withResult('lost'));
  expect(await tell(id)).toContainEqual(expect.stringMatching(/^payload-missing/));
});

it('finds that row and history disagree', async () => {
  const id = idOn(0, 'torn');
  const end = { EventType: 'ExecutionCompleted', OrchestrationStatus: 'Completed', Result: '1' };
  await writeExecution(storage, id, writtenTurn(started, end));
  expect((await tell(id))[0]).toMatch(/^row-differs /);
});

it('finds two that wait for each other’s locks, and says so of both', async () => {
  await writeEntity('@account@x', 'first-holder');
  await writeEntity('@account@y', 'second-holder');
  await holdAndWait('first-holder', '@account@x', '@account@y');
  await holdAndWait('second-holder', '@account@y', '@account@x');
  for (const [id, other] of [
    ['first-holder', 'second-holder'],
    ['second-holder', 'first-holder'],
  ] as const) {
    const { findings, chain } = await diagnose(id);
    expect(findings[0]).toMatchObject({ rule: 'lock-deadlock', severity: 'broken', instanceId: other });
    expect(chain.map(({ instanceId }) => instanceId)).toEqual([id, other]);
  }
});

it('finds a lock that its holder took along when it ended', async () => {
  await writeEntity('@account@z', 'done');
  const id = idOn(0, 'waiting');
  await writeExecution(
    storage,
    id,
    writtenTurn(started, lockAsked({ EventId: 0, lock: '@account@z', by: id })),
  );
  const { findings } = await diagnose(id);
  expect(findings[0]).toMatchObject({
    rule: 'awaits-lock',
    severity: 'broken',
    nextStep: { command: 'clean-entity', instanceId: '@account@z' },
  });
});

it('follows children down to the leaf, and no further than it may', async () => {
  const child = (instanceId: string): WrittenEvent => ({
    ...{ EventType: 'SubOrchestrationInstanceCreated', EventId: 0, Name: 'Order', InstanceId: instanceId },
  });
  const ids = Array.from({ length: 13 }, (_, level) => idOn(0, `level-${level}`));
  for (const [level, id] of ids.entries()) {
    const next = ids[level + 1];
    await writeExecution(
      storage,
      id,
      writtenTurn(started, next === undefined ? scheduled('Charge') : child(next)),
    );
  }
  const near = await diagnose(ids[8]!);
  expect(near.chain.map(({ instanceId }) => instanceId)).toEqual(ids.slice(8));
  expect(near.findings[0]).toMatchObject({ rule: 'awaits-child', instanceId: ids[12] });
  expect(near.problems).toEqual([]);

  const far = await diagnose(ids[0]!);
  expect(far.findings[0]?.rule).toBe('awaits-child');
  expect(far.problems).toEqual([expect.stringContaining('followed only as far as level-10')]);
});

it('finds a partition that changes hands again and again', async () => {
  const clock = new ManualClock(now);
  const hub = connectStorage(azurite.connectionString, { clock: () => clock.now() }).openHub(hubName);
  const queues = createQueueWatch({ hub, index: open.index, clock, onFailure: open.logFailure });
  const release = queues.keepSampling();
  await queues.partitions();
  for (const [place, worker] of ['one', 'two', 'one', 'two'].entries()) {
    await own(second, worker, at(1900));
    await expect.poll(() => clock.waits().length).toBeGreaterThan(0);
    clock.advance(30_000);
    await expect.poll(() => queues.leaseMoves(second).length).toBe(place + 1);
  }
  const id = idOn(second, 'flapping');
  await writeExecution(storage, id, waitingForActivity);
  const { findings } = await diagnoseInstanceOf({ ...open, hub, queues }, id, { withFamily: true });
  expect(findings[0]).toMatchObject({ rule: 'lease-flapping', severity: 'delayed' });
  release();
  await queues.close();
});
