import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../shared/contract/diagnosis.ts';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { makeQueuedMessage } from '../../shared/testing/diagnosis.ts';
import { makeFinding } from '../../shared/testing/findings.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { AppError } from '../errors.ts';
import { openVerdictRig, verdictTime, type VerdictRig } from '../testing/verdict-rig.ts';

let rig: VerdictRig;
afterEach(() => rig.close());

async function openRig(...content: Parameters<typeof openVerdictRig>): Promise<VerdictRig> {
  rig = await openVerdictRig(...content);
  return rig;
}

function running(count: number, name = 'OrderWorkflow') {
  return Array.from({ length: count }, (_, i) =>
    makeInstanceRow({ instanceId: `${name}-${i}`, name, lastUpdatedAt: at(i / 100) }),
  );
}

const stuckIn = (activity: string): Finding =>
  makeFinding({
    rule: 'unknown-activity',
    severity: 'broken',
    sentence: ['The activity ', { kind: 'name', name: activity }, ' is not known.'],
  });

it('looks at no instance when none stands still', async () => {
  const moving = makeInstanceRow({ lastUpdatedAt: at(590) });
  const ended = makeInstanceRow({ instanceId: 'ended', runtimeStatus: 'Completed' });
  const { verdict, looked } = await openRig({ instances: [moving, ended] });
  expect(await verdict()).toMatchObject({ health: 'healthy', reasons: [], stuck: [], candidates: 0 });
  expect(looked).toEqual([]);
});

describe('many instances that stand still', () => {
  it('are looked at in a bounded number, and the others reckoned from those', async () => {
    const { verdict, looked } = await openRig({
      instances: [...running(900), ...running(100, 'Approval')],
      look: (id) => (id.startsWith('Order') ? [stuckIn('Charge')] : []),
    });
    const { candidates, examined, stuck, health } = await verdict();
    expect(looked).toHaveLength(40);
    expect(new Set(looked).size).toBe(40);
    expect({ candidates, examined, health }).toEqual({ candidates: 1_000, examined: 40, health: 'degraded' });
    expect(stuck).toMatchObject([{ rule: 'unknown-activity', subject: 'Charge', count: 20, estimate: 900 }]);
    expect(sentenceText(stuck[0]!.sentence)).toContain('Charge');
  });

  it('are not looked at again while nothing about them changes', async () => {
    const { verdict, looked } = await openRig({ instances: running(100), look: () => [stuckIn('Charge')] });
    const first = await verdict();
    expect(await verdict()).toEqual(first);
    expect(looked).toHaveLength(40);
  });

  it.each([
    ['late', 'delayed', 10_000],
    ['broken', 'broken', 60_000],
  ] as const)('are looked at again after a while when they are %s', async (_, severity, afterMs) => {
    const look = () => [{ ...stuckIn('Charge'), severity }];
    const { verdict, looked } = await openRig({ instances: running(1), look });
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      await verdict();
      vi.advanceTimersByTime(afterMs - 1);
      await verdict();
      expect(looked).toHaveLength(1);
      vi.advanceTimersByTime(1);
      await verdict();
      expect(looked).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('are looked at again when their row changes or another worker has their partition', async () => {
    const { verdict, looked, hub, open } = await openRig({ instances: running(3) });
    await verdict();
    const changed = makeInstanceRow({
      instanceId: 'OrderWorkflow-1',
      lastUpdatedAt: at(300),
      rowVersion: at(301),
    });
    hub.put(changed);
    await open.index.apply(changed);
    await verdict();
    expect(looked.slice(3)).toEqual(['OrderWorkflow-1']);
    const [partition] = rig.backlog.partitions;
    const owner = { ...partition!.owner!, workerId: 'worker-2' };
    rig.backlog = makeBacklog({ readAt: verdictTime, partitions: [{ ...partition!, owner }] });
    await verdict();
    expect(looked).toHaveLength(7);
  });

  it('are known exactly when all were looked at, and the list shows just them', async () => {
    const { verdict } = await openRig({
      instances: running(3),
      look: (id) => (id === 'OrderWorkflow-1' ? [] : [stuckIn('Charge')]),
    });
    expect((await verdict()).stuck).toMatchObject([
      { count: 2, estimate: null, q: 'id:OrderWorkflow-0,OrderWorkflow-2', oldestSince: at(0) },
    ]);
  });

  it('count as much as could be looked at when some cannot', async () => {
    const { verdict } = await openRig({
      instances: running(3),
      look: (id) => {
        if (id === 'OrderWorkflow-0') throw new AppError('store-unavailable', 'The store is busy.');
        if (id === 'OrderWorkflow-1') throw new AppError('not-found', 'Gone.');
        return [stuckIn('Charge')];
      },
    });
    const { examined, problems, stuck } = await verdict();
    expect({ examined, problems }).toEqual({ examined: 1, problems: ['The store is busy.'] });
    expect(stuck).toMatchObject([{ count: 1, estimate: 3 }]);
  });
});

describe('what the row tells by itself', () => {
  it('needs no look: suspended, or not due yet', async () => {
    const suspended = makeInstanceRow({ instanceId: 's', runtimeStatus: 'Suspended' });
    const later = { runtimeStatus: 'Pending', scheduledStartAt: at(9_000) } as const;
    const { verdict, looked } = await openRig({
      instances: [suspended, makeInstanceRow({ instanceId: 'p', ...later })],
    });
    const { waiting, stuck, explained, health } = await verdict();
    expect(waiting.map(({ rule, count }) => [rule, count]).sort()).toEqual([
      ['not-due', 1],
      ['suspended', 1],
    ]);
    expect({ stuck, explained, looked, health }).toEqual({
      stuck: [],
      explained: 2,
      looked: [],
      health: 'healthy',
    });
  });

  it('is enough when nobody owns the partition where messages wait to start them', async () => {
    const pending = Array.from({ length: 60 }, (_, i) =>
      makeInstanceRow({ instanceId: `order-${i}`, runtimeStatus: 'Pending', partition: i % 2 }),
    );
    const [served] = makeBacklog().partitions;
    const free = { ...served!, queue: 'testhub-control-01', partition: 1, depth: 30 };
    const { verdict, looked } = await openRig({
      instances: pending,
      backlog: { partitions: [served!, { ...free, owner: { ...served!.owner!, lease: 'free' } }] },
      messages: { 'testhub-control-01': [makeQueuedMessage({ insertedAt: at(1) })] },
    });
    const { stuck, reasons, explained, health } = await verdict();
    expect(stuck).toMatchObject([
      { rule: 'no-owner', subject: 'partition 1', count: 30, estimate: null, severity: 'broken' },
    ]);
    expect(stuck[0]!.q).toBe(
      'kind:orchestration status:pending idle>=1m name:OrderWorkflow partition:1 -scheduled>now',
    );
    expect(reasons.map(({ rule }) => rule)).toEqual(['no-owner']);
    expect({ explained, health }).toEqual({ explained: 30, health: 'broken' });
    expect(looked.every((id) => Number(id.slice(6)) % 2 === 0)).toBe(true);
  });
});

it('takes what waits as it is meant to for stuck when it is far older than its siblings became', async () => {
  const siblings = Array.from({ length: 30 }, (_, i) =>
    makeInstanceRow({ instanceId: `done-${i}`, runtimeStatus: 'Completed', completedAt: at(10) }),
  );
  const readAt = at(86_400);
  const young = makeInstanceRow({ instanceId: 'young', createdAt: at(86_100), lastUpdatedAt: at(86_100) });
  const { verdict } = await openRig({
    instances: [...siblings, makeInstanceRow({ instanceId: 'old' }), young],
    backlog: { readAt },
    look: () => [makeFinding()],
  });
  const { stuck, waiting } = await verdict();
  expect(stuck).toMatchObject([
    { severity: 'delayed', certainty: 'possible', examples: [{ instanceId: 'old' }] },
  ]);
  expect(sentenceText(stuck[0]!.examples[0]!.finding.sentence)).toContain('took no longer than 10 s');
  expect(waiting).toMatchObject([{ subject: 'Approve', examples: [{ instanceId: 'young' }] }]);
});
