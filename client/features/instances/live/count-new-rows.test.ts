import { expect, it } from 'vitest';
import { makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { countNewRows } from './count-new-rows.ts';

const shown = { ids: new Set(['a', 'b', 'c']), total: 3 };

function newest(ids: string, total: number) {
  return { rows: ids.split(' ').map((instanceId) => makeInstanceRow({ instanceId })), total };
}

it('nothing came', () => {
  expect(countNewRows(shown, newest('a b c', 3))).toBe(0);
  expect(countNewRows({ ...shown, total: 9 }, newest('a b c', 9))).toBe(0);
});

it('rows above and between those shown came', () => {
  expect(countNewRows({ ...shown, total: 9 }, newest('x a y b c', 11))).toBe(2);
});

it('a row that moved up because another went did not come', () => {
  expect(countNewRows({ ...shown, total: 9 }, newest('a c d', 8))).toBe(0);
});

it('when the newest page is the whole list, every row not shown came', () => {
  expect(countNewRows(shown, newest('a c d', 3))).toBe(1);
});

it('rows that came further down are counted by the total', () => {
  expect(countNewRows({ ...shown, total: 9 }, newest('a b c', 14))).toBe(5);
});
