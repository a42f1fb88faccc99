import { afterEach, describe, expect, it } from 'vitest';
import type { Backlog, PartitionOwner } from '../../shared/contract/backlog.ts';
import type { HubVerdict } from '../../shared/contract/diagnosis.ts';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { makeQueuedMessage } from '../../shared/testing/diagnosis.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { nowInstant } from '../clock.ts';
import { AppError } from '../errors.ts';
import { openVerdictRig, verdictTime, type VerdictRig } from '../testing/verdict-rig.ts';

let rig: VerdictRig;
afterEach(() => rig.close());

async function verdictFor(...content: Parameters<typeof openVerdictRig>): Promise<HubVerdict> {
  rig = await openVerdictRig(...content);
  return rig.verdict();
}

function textsOf({ reasons }: HubVerdict): string[] {
  return reasons.map(({ severity, sentence }) => `${severity}: ${sentenceText(sentence)}`);
}

const queue = 'testhub-control-00';
const [quiet] = makeBacklog().partitions;

function owned(lease: PartitionOwner['lease'], depth = 1): Partial<Backlog> {
  return { partitions: [{ ...quiet!, depth, owner: { ...quiet!.owner!, lease } }] };
}

const waitingSince = (seconds: number) => ({ [queue]: [makeQueuedMessage({ insertedAt: at(seconds) })] });

describe('without a worker', () => {
  it('a hub is broken when messages wait for more than a minute, and degraded before', async () => {
    const late = await verdictFor({ backlog: owned('expired'), messages: waitingSince(300) });
    expect(late.health).toBe('broken');
    expect(textsOf(late)).toEqual([
      'broken: No worker runs while messages wait in one queue, the oldest for 5 min.',
    ]);
    await rig.close();
    const early = await verdictFor({ backlog: owned('free'), messages: waitingSince(570) });
    expect(early.health).toBe('degraded');
  });

  it('what the last worker gave back when it went waits only since then', async () => {
    const owner = { ...quiet!.owner!, workerId: null, lease: 'free' as const, lastRenewedAt: at(590) };
    const backlog = { partitions: [{ ...quiet!, depth: 1, owner }] };
    const verdict = await verdictFor({ backlog, messages: waitingSince(0) });
    expect(textsOf(verdict)).toEqual([
      'delayed: No worker runs while messages wait in one queue, the oldest for 10 s.',
    ]);
  });

  it('a hub is healthy when nothing waits: it may be scaled to zero', async () => {
    const verdict = await verdictFor({ backlog: owned('free', 0) });
    expect(verdict.health).toBe('healthy');
    expect(textsOf(verdict)).toEqual(['normal: No worker runs, and nothing waits for one.']);
  });

  it('nothing is claimed where storage does not say who the workers are', async () => {
    const verdict = await verdictFor({
      backlog: { ownership: null, partitions: [{ ...quiet!, owner: null }] },
      messages: waitingSince(570),
    });
    expect(verdict).toMatchObject({ health: 'healthy', reasons: [] });
  });
});

describe('with a worker', () => {
  it('a partition whose lease ran out while messages wait is broken after two minutes', async () => {
    const partitions = [
      quiet!,
      {
        ...quiet!,
        partition: 1,
        queue: 'testhub-control-01',
        owner: { ...quiet!.owner!, lease: 'expired' as const },
      },
    ];
    const messages = { 'testhub-control-01': [makeQueuedMessage({ insertedAt: at(300) })] };
    const verdict = await verdictFor({ backlog: { partitions }, messages });
    expect(verdict.health).toBe('broken');
    expect(textsOf(verdict)).toEqual([
      'broken: Messages have been waiting for 5 min, and the lease of worker-1 on partition 1 has run out.',
    ]);
  });

  it('messages that are not taken are late, but not those that were due only now', async () => {
    const late = await verdictFor({ backlog: owned('live'), messages: waitingSince(300) });
    expect(late.health).toBe('degraded');
    expect(late.reasons).toMatchObject([{ rule: 'control-queue-backlog', severity: 'delayed' }]);
    await rig.close();
    const timer = makeQueuedMessage({ eventType: 'TimerFired', insertedAt: at(0), dueAt: at(599) });
    expect(await verdictFor({ backlog: owned('live'), messages: { [queue]: [timer] } })).toMatchObject({
      health: 'healthy',
      reasons: [],
    });
  });

  it('a message that was taken and put back is not late for its age', async () => {
    const messages = { [queue]: [makeQueuedMessage({ insertedAt: at(300), dequeueCount: 1 })] };
    expect(await verdictFor({ backlog: owned('live'), messages })).toMatchObject({ health: 'healthy' });
  });

  it('activities that nobody takes are late as well', async () => {
    const verdict = await verdictFor({
      backlog: { workItems: { queue: 'testhub-workitems', depth: 70, head: null } },
      messages: { 'testhub-workitems': [makeQueuedMessage({ insertedAt: at(0) })] },
    });
    expect(textsOf(verdict)).toEqual([
      'delayed: Activities wait to be run: 70 messages, the oldest for 10 min.',
    ]);
  });

  it('messages that come back again and again are shown', async () => {
    const poison = makeQueuedMessage({ messageId: 'poison', insertedAt: at(598), dequeueCount: 12 });
    const verdict = await verdictFor({ backlog: owned('live'), messages: { [queue]: [poison] } });
    expect(textsOf(verdict)).toEqual([
      'delayed: 1 message was taken and put back again and again, 12 times.',
    ]);
    expect(verdict.reasons[0]!.evidence).toMatchObject([{ kind: 'message', queue, messageId: 'poison' }]);
  });

  it('a lease that goes back and forth is named', async () => {
    const leaseMoves = [500, 450, 400, 350].map((seconds, i) => ({
      at: at(seconds),
      from: `worker-${i % 2}`,
      to: `worker-${(i + 1) % 2}`,
    }));
    const verdict = await verdictFor({ leaseMoves });
    expect(textsOf(verdict)).toEqual([
      'delayed: Partition 0 changed its owner 4 times in 10 min, between worker-1 and worker-0.',
    ]);
  });
});

describe('failures', () => {
  const hours = (count: number) => 3_600 * count;
  const ended = (id: string, seconds: number, isFailed: boolean) =>
    makeInstanceRow({
      instanceId: id,
      runtimeStatus: isFailed ? 'Failed' : 'Completed',
      completedAt: at(seconds),
      createdAt: at(seconds - 1),
    });
  const dayBefore = Array.from({ length: 100 }, (_, i) => ended(`before-${i}`, hours(10) + i, i < 2));
  const backlog = { readAt: at(hours(24)) };

  it('are a reason when the last hour has clearly more of them than the day before', async () => {
    const lastHour = Array.from({ length: 20 }, (_, i) => ended(`now-${i}`, hours(23.5) + i, i < 6));
    const verdict = await verdictFor({ instances: [...dayBefore, ...lastHour], backlog });
    expect(verdict.health).toBe('degraded');
    expect(textsOf(verdict)).toEqual([
      'delayed: 6 of 20 orchestrations that ended in the last hour failed, 30 %; in the day before it was 2 %.',
    ]);
    const [evidence] = verdict.reasons[0]!.evidence;
    if (evidence?.kind !== 'instances') throw new Error('the failed ones are shown');
    const { total } = await rig.open.index.list({
      q: evidence.q,
      limit: 10,
      sort: 'createdAt',
      order: 'asc',
    });
    expect(total).toBe(6);
  });

  it('are no reason when they are few, or as usual', async () => {
    const few = Array.from({ length: 4 }, (_, i) => ended(`now-${i}`, hours(23.5) + i, true));
    expect((await verdictFor({ instances: [...dayBefore, ...few], backlog })).reasons).toEqual([]);
    await rig.close();
    const usual = [
      ...dayBefore,
      ...Array.from({ length: 100 }, (_, i) => ended(`b-${i}`, hours(10) + i, true)),
    ];
    const same = Array.from({ length: 20 }, (_, i) => ended(`now-${i}`, hours(23.5) + i, i < 10));
    expect((await verdictFor({ instances: [...usual, ...same], backlog })).reasons).toEqual([]);
  });

  it.each([
    [19, 0],
    [20, 1],
  ])('are a reason at %i %% of a hub without a day before: %i', async (failed, reasons) => {
    const instances = Array.from({ length: 100 }, (_, i) => ended(`now-${i}`, hours(23.5) + i, i < failed));
    expect((await verdictFor({ instances, backlog })).reasons).toHaveLength(reasons);
  });
});

describe('what cannot be read', () => {
  it('leaves the health unknown when it is the queues', async () => {
    rig = await openVerdictRig({ instances: [makeInstanceRow({ runtimeStatus: 'Suspended' })] });
    rig.hub.fail('readBacklog');
    const verdict = await rig.verdict();
    expect(verdict.health).toBe('unknown');
    expect(textsOf(verdict)).toEqual(['broken: The queues cannot be read: The store is down.']);
    expect(verdict.waiting).toMatchObject([{ rule: 'suspended' }]);
  });

  it('is bridged by the reading before while that is young', async () => {
    const readAt = nowInstant();
    rig = await openVerdictRig({ instances: [makeInstanceRow()], backlog: { readAt } });
    await rig.verdict();
    rig.hub.fail('readBacklog');
    expect(await rig.verdict()).toMatchObject({ health: 'healthy', readAt, examined: 1 });
    rig.hub.fail('readBacklog', new AppError('forbidden', 'The identity may not read queues.'));
    expect(await rig.verdict()).toMatchObject({ health: 'unknown', examined: 1 });
    expect(rig.looked).toHaveLength(1);
  });

  it('is a reason when it is the partition count', async () => {
    const problems = ['The table has 4 partitions, but there are 8 queues.'];
    const verdict = await verdictFor({ backlog: { partitionCount: null, problems } });
    expect(verdict).toMatchObject({ health: 'degraded', problems });
    expect(textsOf(verdict)[0]).toContain('The table has 4 partitions, but there are 8 queues.');
  });
});

it('lists what is tried again, and is healthy all the same', async () => {
  const verdict = await verdictFor({
    instances: [makeInstanceRow()],
    look: (instanceId) => [
      {
        ...{ rule: 'retrying', severity: 'delayed', certainty: 'likely', instanceId },
        ...{ sentence: ['Attempt 2.'], evidence: [], nextStep: null },
      },
    ],
  });
  expect(verdict).toMatchObject({ health: 'healthy', reasons: [], stuck: [{ rule: 'retrying', count: 1 }] });
});

it('lists what waits longer than others did, and is healthy all the same', async () => {
  const done = Array.from({ length: 30 }, (_, i) =>
    makeInstanceRow({
      instanceId: `done-${i}`,
      ...{ runtimeStatus: 'Completed', completedAt: at(3_000), createdAt: at(2_990) },
    }),
  );
  const verdict = await verdictFor({
    instances: [...done, makeInstanceRow({ createdAt: at(0) })],
    backlog: { readAt: at(7_200) },
    look: (instanceId) => [
      {
        ...{ rule: 'awaits-event', severity: 'normal', certainty: 'likely', instanceId },
        ...{ sentence: ['It waits for an event.'], evidence: [], nextStep: null },
      },
    ],
  });
  expect(verdict).toMatchObject({
    health: 'healthy',
    reasons: [],
    stuck: [{ rule: 'awaits-event', certainty: 'possible' }],
  });
});

it('names what is wrong with the hub before what is wrong with instances', async () => {
  const verdict = await verdictFor({
    instances: [makeInstanceRow()],
    backlog: { ...owned('live'), readAt: verdictTime },
    messages: waitingSince(300),
    look: (instanceId) => [
      {
        rule: 'timer-overdue',
        severity: 'delayed',
        certainty: 'certain',
        sentence: ['A timer was due.'],
        evidence: [],
        nextStep: null,
        instanceId,
      },
    ],
  });
  expect(textsOf(verdict)).toEqual([
    'delayed: Orchestrations wait for their turn in one queue: 1 message, the oldest for 5 min.',
    'delayed: 1 instance is stuck: a timer was due.',
  ]);
});
