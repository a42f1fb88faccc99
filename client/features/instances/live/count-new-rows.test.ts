import { expect, test } from 'vitest';
import { makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { countNewRows } from './count-new-rows.ts';

const shown = { ids: new Set(['a', 'b', 'c']), total: 3 };

function newest(ids: string, total: number) {
  return { rows: [...ids].map((instanceId) => makeInstanceRow({ instanceId })), total };
}

test('nothing came', () => {
  expect(countNewRows(shown, newest('abc', 3))).toBe(0);
  expect(countNewRows({ ...shown, total: 9 }, newest('abc', 9))).toBe(0);
});

test('rows above and between those shown came', () => {
  expect(countNewRows({ ...shown, total: 9 }, newest('xaybc', 11))).toBe(2);
});

test('a row that moved up because another went did not come', () => {
  expect(countNewRows({ ...shown, total: 9 }, newest('acd', 8))).toBe(0);
});

test('when the newest page is the whole list, every row not shown came', () => {
  expect(countNewRows(shown, newest('acd', 3))).toBe(1);
});

test('rows that came further down are counted by the total', () => {
  expect(countNewRows({ ...shown, total: 9 }, newest('abc', 14))).toBe(5);
});
