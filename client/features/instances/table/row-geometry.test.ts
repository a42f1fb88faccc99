import { expect, it } from 'vitest';
import { offsetFor } from './row-geometry.ts';

const viewport = { offsetPx: 320, heightPx: 33 + 320 };

it('a row in view needs no scrolling', () => {
  expect(offsetFor(10, 32, viewport)).toBe(320);
  expect(offsetFor(19, 32, viewport)).toBe(320);
});

it('a row above comes to the top, a row below to the bottom', () => {
  expect(offsetFor(9, 32, viewport)).toBe(288);
  expect(offsetFor(20, 32, viewport)).toBe(352);
  expect(offsetFor(0, 32, viewport)).toBe(0);
});
