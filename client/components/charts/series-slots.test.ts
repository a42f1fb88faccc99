import { expect, it } from 'vitest';
import { assignSlots, slotColor } from './series-slots.ts';

it('leaves names in their slots when others come and go', () => {
  const before = assignSlots(new Map(), ['a', 'b', 'c']);
  const after = assignSlots(before, ['d', 'c', 'a']);
  expect([...after].sort()).toEqual([
    ['a', 0],
    ['c', 2],
    ['d', 1],
  ]);
});

it('gives names beyond the slots the colour of the others', () => {
  const slots = assignSlots(new Map(), 'a b c d e f g h i j k'.split(' '));
  expect(slots.size).toBe(9);
  expect(slotColor(slots.get('i'))).toBe('var(--series-9)');
  expect(slotColor(slots.get('j'))).toBe('var(--series-others)');
});
