import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outlineJson } from '../../../shared/domain/json-outline.ts';
import { foldAll, openingFolds, revealed, rowOf, shownNodes, toggled, unfoldAll } from './tree-folds.ts';
import { findNodes, nodeAt } from './tree-search.ts';

const anyTree = fc.jsonValue().map((value) => {
  const text = JSON.stringify(value);
  return { text, outline: outlineJson(text) };
});

it('shows every value once and in order when all is unfolded, and the first level when all is folded', () => {
  fc.assert(
    fc.property(anyTree, ({ outline }) => {
      expect([...shownNodes(outline, unfoldAll(outline))]).toEqual([...Array(outline.count).keys()]);
      expect(shownNodes(outline, foldAll(outline))).toHaveLength(1 + (outline.childCounts[0] ?? 0));
    }),
  );
});

it('has a value in sight once everything around it is unfolded', () => {
  fc.assert(
    fc.property(anyTree, fc.nat(), ({ outline }, pick) => {
      const node = pick % outline.count;
      const shown = shownNodes(outline, revealed(outline, foldAll(outline), node));
      expect(shown[rowOf(shown, node)]).toBe(node);
    }),
  );
});

it('comes back when folded and unfolded', () => {
  const outline = outlineJson('{"a":[1,2],"b":3}');
  const folds = openingFolds(outline);
  expect([...toggled(toggled(folds, 1), 1)]).toEqual([...folds]);
  expect([...shownNodes(outline, toggled(folds, 1))]).toEqual([0, 1, 4]);
});

it('opens no more than a glance takes in', () => {
  const outline = outlineJson(JSON.stringify(Array.from({ length: 100 }, () => [[1, 2, 3]])));
  expect(shownNodes(outline, openingFolds(outline)).length).toBe(101);
});

it('finds the value that holds a place in the text', () => {
  fc.assert(
    fc.property(anyTree, ({ outline }) => {
      for (let node = 0; node < outline.count; node++) {
        const keyStart = outline.keyStarts[node]!;
        expect(nodeAt(outline, outline.starts[node]!)).toBe(node);
        if (keyStart >= 0) expect(nodeAt(outline, keyStart)).toBe(node);
      }
    }),
  );
});

it.each(['a.b', '(', 'C:\\temp', 'say "no"', 'é', '\n', '1e5'])(
  'finds %j as it is, in keys and values',
  (words) => {
    for (const text of [JSON.stringify({ x: words }), JSON.stringify({ [words]: 1 })])
      expect(findNodes(text, outlineJson(text), words).nodes).toEqual([1]);
  },
);
