import { expect, it } from 'vitest';
import { countSelected, isSelected, nothingSelected, select, type Selection } from './selection.ts';

const all: Selection = { kind: 'matching', q: 'status:failed', total: 3, except: new Set() };

it('rows are picked and put back', () => {
  const picked = select(select(nothingSelected, ['a', 'b'], true), ['a'], false);
  expect(countSelected(picked)).toBe(1);
  expect([isSelected(picked, 'a'), isSelected(picked, 'b')]).toEqual([false, true]);
});

it('all that match are selected unseen, but those taken out', () => {
  const rest = select(all, ['b'], false);
  expect(countSelected(rest)).toBe(2);
  expect([isSelected(rest, 'never seen'), isSelected(rest, 'b')]).toEqual([true, false]);
  expect(countSelected(select(rest, ['b'], true))).toBe(3);
});

it('when all that match are taken out one by one, nothing is selected', () => {
  expect(select(all, ['a', 'b', 'c'], false)).toBe(nothingSelected);
});
