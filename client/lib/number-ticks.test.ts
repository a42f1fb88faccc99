import { expect, it } from 'vitest';
import { countTicks, durationTicks, logDurationTicks } from './number-ticks.ts';

it('counts in round whole numbers from 0 past the highest', () => {
  expect(countTicks(0)).toEqual([0, 1]);
  expect(countTicks(3)).toEqual([0, 1, 2, 3]);
  expect(countTicks(17)).toEqual([0, 5, 10, 15, 20]);
  expect(countTicks(4_200)).toEqual([0, 2_000, 4_000, 6_000]);
});

it('counts durations in lengths people count in', () => {
  expect(durationTicks(7)).toEqual([0, 2, 4, 6, 8]);
  expect(durationTicks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(durationTicks(50_000)).toEqual([0, 15_000, 30_000, 45_000, 60_000]);
  expect(durationTicks(9 * 3_600_000)).toEqual([0, 3, 6, 9].map((hours) => hours * 3_600_000));
  expect(durationTicks(100 * 86_400_000)).toHaveLength(3);
});

it('counts logarithms of durations in lengths people count in and takes zero for very little', () => {
  expect(logDurationTicks(3, 420)).toEqual([1, 10, 100, 1_000]);
  expect(logDurationTicks(1_500, 240_000)).toEqual([1_000, 10_000, 60_000, 600_000]);
  expect(logDurationTicks(0, 0)).toEqual([0.1, 1]);
});
