import { expect, it } from 'vitest';
import { matchesHub } from './hub-pattern.ts';

it.each([
  ['*', 'orders~Main', true],
  ['orders~Main', 'orders~Main', true],
  ['orders~Main', 'orders~Main2', false],
  ['orders~*', 'orders~Main', true],
  ['orders~*', 'payments~Main', false],
  ['*~Main', 'orders~Main', true],
  ['*rd*~M*n', 'orders~Main', true],
  ['ab*ba', 'aba', false],
  ['a*b*b', 'ab', false],
  ['orders.x~*', 'ordersXx~Main', false],
])('the pattern %s on %s is %s', (pattern, hub, isMatch) => {
  expect(matchesHub(pattern, hub)).toBe(isMatch);
});

it('takes no time over a pattern of many asterisks', () => {
  const before = Date.now();
  expect(matchesHub('*a'.repeat(150), 'a'.repeat(149) + 'b'.repeat(200))).toBe(false);
  expect(Date.now() - before).toBeLessThan(50);
});
