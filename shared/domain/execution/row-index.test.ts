import { expect, it } from 'vitest';
import { rowKeyOf } from '../../testing/execution-history.ts';
import { RowIndex } from './row-index.ts';

const keys = [
  ...[0, 10, 255, 40_000].map(rowKeyOf),
  ...['ffffffffffffffff', 'FFFFFFFFFFFFFFFF', '000000000000000a', '10', '', 'sentinel', '000000000000000G'],
];

it('finds the steps of rows with any keys, each its own', () => {
  const index = new RowIndex();
  keys.forEach((key, step) => index.add(key, step));
  const stepOfRow = index.snapshot();
  expect([...stepOfRow]).toEqual(keys.map((key, step) => [key, step]));
  for (const [step, key] of keys.entries()) expect(stepOfRow.get(key)).toBe(step);
  for (const key of ['0', '000000000000000b', rowKeyOf(11)]) expect(stepOfRow.has(key)).toBe(false);
});

it('shows earlier snapshots no later rows', () => {
  const index = new RowIndex();
  index.add('first', 0);
  const before = index.snapshot();
  index.add('second', 1);
  expect([...before.keys()]).toEqual(['first']);
  expect([before.get('second'), index.snapshot().get('second')]).toEqual([undefined, 1]);
});
