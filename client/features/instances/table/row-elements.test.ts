import { expect, it } from 'vitest';
import { RowElements } from './row-elements.ts';

function rows(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, step) => first + step);
}

it('while the list scrolls, rows that come take over elements in their places and those that stay keep theirs', () => {
  const elements = new RowElements();
  const before = elements.draw(rows(0, 4), null, true).map(({ key }) => key);
  const after = elements.draw(rows(2, 4), null, false);
  expect(after.map(({ key }) => key)).toEqual(before);
  expect(after.map(({ index }) => index)).toEqual([4, 5, 2, 3]);
});

it('at rest the elements stand in the order of the rows', () => {
  const elements = new RowElements();
  elements.draw(rows(7, 4), null, true);
  elements.draw(rows(4, 4), null, false);
  expect(elements.draw(rows(4, 4), null, true).map(({ index }) => index)).toEqual([4, 5, 6, 7]);
});

it('every row has an element of its own, however far the list jumps and however its window grows', () => {
  const elements = new RowElements();
  const windows = [rows(0, 4), rows(1, 9), rows(500, 9), rows(498, 3), rows(497, 12)];
  for (const shown of windows) {
    const drawn = elements.draw(shown, 499, false);
    expect(new Set(drawn.map(({ key }) => key)).size).toBe(shown.length);
    expect(drawn.map(({ index }) => index).sort((a, b) => a - b)).toEqual(shown);
  }
});

it('the element of the active row is never handed to another row', () => {
  const elements = new RowElements();
  const [first] = elements.draw(rows(0, 3), 0, true);
  for (const start of [3, 6, 0])
    expect(elements.draw(rows(start, 3), 0, false).map(({ key }) => key)).not.toContain(first?.key);
});
