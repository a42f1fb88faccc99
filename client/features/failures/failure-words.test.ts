import { expect, it } from 'vitest';
import { at } from '../../../shared/testing/instances.ts';
import { describeTrend, joinNames } from './failure-words.ts';

it('says when and how often in words', () => {
  expect(describeTrend([0, 1, 4], { from: at(0), stepMs: 60_000 }, 'UTC')).toBe(
    '5 failures in 2 of 3 steps; at most 4, from 2026-11-21 05:02:00',
  );
  expect(describeTrend([], { from: null, stepMs: 1_000 }, 'UTC')).toBe('No failure with a time');
});

it('names a few and counts the rest', () => {
  expect(joinNames(['a', 'b'])).toBe('a, b');
  expect(joinNames(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more');
});
