import { expect, it } from 'vitest';
import { countDifference, durationDifference } from './difference-words.ts';

it('says in words how counts differ', () => {
  expect(countDifference(120, 100)).toBe('20 more (20 %) than the 100 before');
  expect(countDifference(1, 1_000)).toBe('999 fewer (100 %) than the 1,000 before');
  expect(countDifference(10_001, 10_000)).toBe('1 more (less than 1 %) than the 10,000 before');
  expect(countDifference(5, 5)).toBe('As many as before');
  expect(countDifference(0, 0)).toBe('None before either');
  expect(countDifference(5, 0)).toBe('None before');
  expect(countDifference(5, null)).toBe('No data that old');
});

it('says in words how durations differ', () => {
  expect(durationDifference(1_500, 1_000)).toBe('50 % longer than 1 s before');
  expect(durationDifference(500, 1_000)).toBe('50 % shorter than 1 s before');
  expect(durationDifference(1_000.1, 1_000)).toBe('As long as before');
  expect(durationDifference(5, 0)).toBe('longer than 0 ms before');
  expect(durationDifference(null, 1_000)).toBe('1 s before');
  expect(durationDifference(5, null)).toBe('Nothing ended before');
  expect(durationDifference(5, undefined)).toBe('No data that old');
});
