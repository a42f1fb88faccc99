import { expect, it } from 'vitest';
import { customPathsOf } from './custom-paths.ts';

it('finds where single values stand, the most frequent first', () => {
  const statuses = ['{"order":{"step":"a","n":1}}', '{"order":{"step":"b"}}', '{"list":[{"x":1}]}'];
  expect(customPathsOf(statuses)).toEqual([
    { path: ['order', 'step'], count: 2 },
    { path: ['order', 'n'], count: 1 },
  ]);
});

it('passes over texts, numbers and JSON that was cut off', () => {
  expect(customPathsOf(['charging', '"charging"', '12', 'null', '{"step":"cut'])).toEqual([]);
});

it('bounds depth and number, whatever somebody writes there', () => {
  expect(customPathsOf(['{"a":{"b":{"c":{"d":{"e":1}}}}}'])).toEqual([]);
  const many = JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`p${n}`, n])));
  expect(customPathsOf([many]).length).toBe(200);
});
