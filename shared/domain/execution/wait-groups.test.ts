import { expect, it } from 'vitest';
import { at } from '../../testing/instances.ts';
import { groupWaits, nextDue } from './wait-groups.ts';
import type { Wait } from './wait.ts';

function wait(overrides: Partial<Wait>): Wait {
  return {
    kind: 'activity',
    stepId: null,
    name: 'Charge',
    instanceId: null,
    since: at(1),
    dueAt: null,
    attempt: 1,
    isInferred: false,
    ...overrides,
  };
}

it('puts waits for the same together, in the order of the first, since the longest', () => {
  const groups = groupWaits([
    wait({ since: at(5) }),
    wait({ kind: 'timer', name: null, dueAt: at(9) }),
    wait({ since: at(2) }),
    wait({ name: 'Ship' }),
  ]);
  expect(groups.map(({ kind, name, since, waits }) => [kind, name, since, waits.length])).toEqual([
    ['activity', 'Charge', at(2), 2],
    ['timer', null, at(1), 1],
    ['activity', 'Ship', at(1), 1],
  ]);
});

it('keeps what is read apart from what is inferred', () => {
  expect(groupWaits([wait({}), wait({ isInferred: true })])).toHaveLength(2);
});

it('finds what is due next', () => {
  const timers = [9, 4, 7].map((second) => wait({ kind: 'timer', dueAt: at(second) }));
  expect(nextDue([wait({}), ...timers])?.dueAt).toBe(at(4));
  expect(nextDue([wait({})])).toBeNull();
});
