import { expect, test } from 'vitest';
import { isAtTop, isNearEnd, scrollTopFor } from './row-geometry.ts';

const viewport = { scrollTop: 320, clientHeight: 33 + 320 };

test('a row in view needs no scrolling', () => {
  expect(scrollTopFor(10, viewport)).toBe(320);
  expect(scrollTopFor(19, viewport)).toBe(320);
});

test('a row above comes to the top, a row below to the bottom', () => {
  expect(scrollTopFor(9, viewport)).toBe(288);
  expect(scrollTopFor(20, viewport)).toBe(352);
  expect(scrollTopFor(0, viewport)).toBe(0);
});

test('the end is near before the last rows are in view', () => {
  expect(isNearEnd({ scrollTop: 0, clientHeight: 800 }, 100)).toBe(false);
  expect(isNearEnd({ scrollTop: 1_200, clientHeight: 800 }, 100)).toBe(true);
  expect(isNearEnd({ scrollTop: 0, clientHeight: 800 }, 10)).toBe(true);
});

test('less than a row of scrolling is still the top', () => {
  expect([0, 31, 32].map((scrollTop) => isAtTop({ scrollTop }))).toEqual([true, true, false]);
});
