import { useDeferredValue, useMemo, useState } from 'react';
import { isContainer, type JsonOutline } from '../../../shared/domain/json-outline.ts';
import { foldAll, openingFolds, revealed, rowOf, shownNodes, toggled, type Folds } from './tree-folds.ts';
import { findNodes, type TreeFinds } from './tree-search.ts';

/** Browsers draw nothing beyond some fifteen million pixels. */
const maxRows = 700_000;

interface TreeState {
  readonly folds: Folds;
  readonly active: number;
}

export interface Tree {
  readonly outline: JsonOutline;
  readonly folds: Folds;
  readonly shown: Int32Array;
  /** More is unfolded than is shown. */
  readonly isCut: boolean;
  readonly active: number;
  readonly words: string;
  readonly finds: TreeFinds;
  /** Place of the active value among what was found; -1 when it is none of it. */
  readonly findIndex: number;
  readonly setWords: (words: string) => void;
  readonly setFolds: (folds: Folds) => void;
  readonly go: (node: number) => void;
  readonly toggle: (node: number) => void;
  /** To the next or the one before, around the ends. */
  readonly goToFind: (step: 1 | -1) => void;
}

/** The find behind or before a place in the tree. */
function findFrom(nodes: readonly number[], active: number, step: 1 | -1): number | null {
  const found = step === 1 ? nodes.find((node) => node > active) : nodes.findLast((node) => node < active);
  return found ?? (step === 1 ? nodes[0] : nodes.at(-1)) ?? null;
}

/** Unfolded around a value; so much may be unfolded that its line would not be drawn: then all else is folded. */
function foldsShowing(outline: JsonOutline, folds: Folds, node: number): Folds {
  const around = revealed(outline, folds, node);
  if (outline.count <= maxRows || rowOf(shownNodes(outline, around), node) < maxRows) return around;
  return revealed(outline, foldAll(outline), node);
}

/** A folded ancestor stands for what it hides. */
function nearestShown(outline: JsonOutline, folds: Folds, active: number): number {
  let nearest = active;
  for (let at = outline.parents[active] ?? -1; at >= 0; at = outline.parents[at] ?? -1)
    if (folds[at] === 1) nearest = at;
  return nearest;
}

export function useTree(text: string, outline: JsonOutline): Tree {
  const [state, setState] = useState<TreeState>(() => ({ folds: openingFolds(outline), active: 0 }));
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const { folds, active } = state;
  const unfolded = useMemo(() => shownNodes(outline, folds), [outline, folds]);
  const shown = unfolded.subarray(0, maxRows);
  const finds = useMemo(() => findNodes(text, outline, sought), [text, outline, sought]);
  const changeFolds = (change: (before: Folds) => Folds) =>
    setState((before) => {
      const changed = change(before.folds);
      return { folds: changed, active: nearestShown(outline, changed, before.active) };
    });
  const go = (node: number) =>
    setState((before) => ({ folds: foldsShowing(outline, before.folds, node), active: node }));
  return {
    outline,
    folds,
    shown,
    isCut: unfolded.length > maxRows,
    active,
    words,
    finds,
    findIndex: useMemo(() => rowOf(Int32Array.from(finds.nodes), active), [finds, active]),
    setWords,
    setFolds: (folds) => changeFolds(() => folds),
    go,
    toggle(node) {
      if (isContainer(outline, node)) changeFolds((before) => toggled(before, node));
    },
    goToFind(step) {
      const node = findFrom(finds.nodes, active, step);
      if (node !== null) go(node);
    },
  };
}
