import { expect, it } from 'vitest';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { makeInstanceRow, at } from '../../../shared/testing/instances.ts';
import { matchesFilter } from '../../../shared/testing/matches-filter.ts';
import { parseFilter } from '../../../shared/domain/instance-filter/parse-filter.ts';
import { stepFilter, windowFilter } from './step-filter.ts';

const window = { fromMs: instantToMs(at(60)), toMs: instantToMs(at(120)) };
const counted = { q: '', zone: 'UTC', window };

function matches(text: string, row: ReturnType<typeof makeInstanceRow>): boolean {
  const terms = parseFilter(text, 'UTC').terms.map(({ term }) => term);
  return matchesFilter(row, terms, at(1_000));
}

it('lists what started in the step, its begin included and its end not', () => {
  const filter = stepFilter({ ...counted, outcome: 'started' });
  const createdAt = (seconds: number) => makeInstanceRow({ createdAt: at(seconds) });
  expect([59, 60, 119, 120].map((seconds) => matches(filter, createdAt(seconds)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(matches(filter, makeInstanceRow({ instanceId: '@counter@a', createdAt: at(90) }))).toBe(false);
});

it('lists what ended that way in the step, whenever it was created', () => {
  const filter = stepFilter({ ...counted, outcome: 'failed', name: 'a "b"' });
  const row = makeInstanceRow({ name: 'a "b"', runtimeStatus: 'Failed', completedAt: at(90) });
  expect(matches(filter, row)).toBe(true);
  expect(matches(filter, { ...row, runtimeStatus: 'Completed' })).toBe(false);
  expect(matches(filter, { ...row, completedAt: at(10) })).toBe(false);
  expect(matches(filter, { ...row, name: 'b' })).toBe(false);
});

it('adds to the filter there is and replaces only the window of a window', () => {
  const q = 'kind:entity created>2026-11-21T05:01:30Z';
  expect(stepFilter({ ...counted, q, outcome: 'started' })).toBe(
    'kind:entity created>2026-11-21T05:01:30Z created:2026-11-21T05:01:00Z..2026-11-21T05:02:00Z',
  );
  expect(windowFilter(q, 'UTC', window)).toBe(
    'kind:entity created:2026-11-21T05:01:00Z..2026-11-21T05:02:00Z',
  );
});
