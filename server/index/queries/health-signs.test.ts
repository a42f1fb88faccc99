import { describe, expect, it } from 'vitest';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { at, makeInstanceRow, makeInstanceRows } from '../../../shared/testing/instances.ts';
import type { HealthSigns } from '../../task-hub/instance-index.ts';
import { askedRows } from '../../testing/asked-rows.ts';

const query = { now: at(100_000), unchangedSince: at(50_000), samples: 100 };

async function signsOf(rows: readonly InstanceRow[], overrides = {}): Promise<Omit<HealthSigns, 'coverage'>> {
  const { questions } = await askedRows(rows);
  return questions.health({ ...query, ...overrides });
}

function keyOf({ kind, name, runtimeStatus, partition }: InstanceRow | HealthSigns['idle'][number]): string {
  return JSON.stringify([kind, name, runtimeStatus, partition]);
}

function idsOf({ idle }: Pick<HealthSigns, 'idle'>): string[] {
  return idle.flatMap(({ samples }) => samples.map(({ instanceId }) => instanceId));
}

describe('idle instances', () => {
  it('are counted by name, status and partition as a look at every row would', async () => {
    const rows = makeInstanceRows(500);
    const { idle, idleTotal } = await signsOf(rows);
    const expected = new Map<string, number>();
    for (const row of rows) {
      const isOpen = row.runtimeStatus === 'Running' || row.runtimeStatus === 'Pending';
      if (isOpen && row.kind === 'orchestration')
        expected.set(keyOf(row), (expected.get(keyOf(row)) ?? 0) + 1);
    }
    expect(new Map(idle.map((group) => [keyOf(group), group.count]))).toEqual(expected);
    expect(idleTotal).toBe([...expected.values()].reduce((sum, count) => sum + count, 0));
    for (const group of idle) for (const row of group.samples) expect(keyOf(row)).toBe(keyOf(group));
  });

  it('leave out what changed lately, what ended, and entities at rest', async () => {
    const entity = (instanceId: string, state: Partial<NonNullable<InstanceRow['entity']>>) =>
      makeInstanceRow({ instanceId, entity: { exists: true, queueSize: 0, lockedBy: null, ...state } });
    const signs = await signsOf([
      makeInstanceRow({ instanceId: 'lately', lastUpdatedAt: at(50_001) }),
      makeInstanceRow({ instanceId: 'ended', runtimeStatus: 'Terminated' }),
      makeInstanceRow({ instanceId: 'idle' }),
      makeInstanceRow({ instanceId: 'never-updated', lastUpdatedAt: null }),
      entity('@a@rest', {}),
      entity('@a@locked', { lockedBy: 'somebody' }),
      entity('@a@queued', { queueSize: 1 }),
    ]);
    expect(idsOf(signs).sort()).toEqual(['@a@locked', '@a@queued', 'idle', 'never-updated']);
  });

  it('are told apart by whether their start is due', async () => {
    const pending = (instanceId: string, seconds: number) =>
      makeInstanceRow({ instanceId, runtimeStatus: 'Pending', scheduledStartAt: at(seconds) });
    const { idle } = await signsOf([pending('past', 99_999), pending('ahead', 100_001)]);
    const later = idle.map(({ startsLater, samples }) => [samples[0]?.instanceId, startsLater]);
    expect(later.sort()).toEqual([
      ['ahead', true],
      ['past', false],
    ]);
  });

  it('show the longest unchanged first, each name in turn, and the same ones each time', async () => {
    const many = (name: string, count: number) =>
      Array.from({ length: count }, (_, i) =>
        makeInstanceRow({ instanceId: `${name}-${i}`, name, lastUpdatedAt: at(1_000 - i) }),
      );
    const { questions } = await askedRows([...many('Many', 300), ...many('Few', 2), ...many('One', 1)]);
    const few = await questions.health({ ...query, samples: 3 });
    expect(idsOf(few).sort()).toEqual(['Few-1', 'Many-299', 'One-0']);
    const more = await questions.health({ ...query, samples: 20 });
    expect(new Set(idsOf(more)).size).toBe(20);
    expect(await questions.health({ ...query, samples: 20 })).toEqual(more);
  });
});

it('counts what ended and failed in the last hour and in the day before', async () => {
  const ended = (id: string, hoursAgo: number, runtimeStatus: 'Failed' | 'Completed' | 'Terminated') =>
    makeInstanceRow({ instanceId: id, runtimeStatus, completedAt: at(100_000 - 3_600 * hoursAgo) });
  const { lastHour, dayBefore } = await signsOf([
    ended('a', 0.5, 'Failed'),
    ended('b', 0.9, 'Completed'),
    ended('c', 1.1, 'Failed'),
    ended('d', 24.9, 'Terminated'),
    ended('e', 25.1, 'Failed'),
  ]);
  expect({ lastHour, dayBefore }).toEqual({
    lastHour: { ended: 2, failed: 1 },
    dayBefore: { ended: 2, failed: 1 },
  });
});

it('knows how long those took that completed, of the names that stand still', async () => {
  const done = (name: string, seconds: number) =>
    makeInstanceRow({
      instanceId: `${name}-${seconds}`,
      name,
      runtimeStatus: 'Completed',
      completedAt: at(seconds),
    });
  const { usual } = await signsOf([
    makeInstanceRow({ name: 'Order' }),
    ...[1, 2, 3].map((seconds) => done('Order', seconds)),
    done('Other', 4),
  ]);
  expect([...usual.keys()]).toEqual(['Order']);
  expect(usual.get('Order')?.runs).toBe(3);
  expect(usual.get('Order')?.p99Ms).toBeCloseTo(2_980);
});

it('has nothing to tell of an empty hub', async () => {
  const none = { ended: 0, failed: 0 };
  expect(await signsOf([])).toEqual({
    idle: [],
    idleTotal: 0,
    lastHour: none,
    dayBefore: none,
    usual: new Map(),
  });
});
