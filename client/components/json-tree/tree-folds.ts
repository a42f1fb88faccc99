import { isContainer, type JsonOutline } from '../../../shared/domain/json-outline.ts';

/** One byte a value: 1 = folded. */
export type Folds = Uint8Array;

const openingRows = 200;

export function foldAll(outline: JsonOutline): Folds {
  const folds = new Uint8Array(outline.count);
  for (let node = 1; node < outline.count; node++) folds[node] = Number(isContainer(outline, node));
  return folds;
}

export function unfoldAll(outline: JsonOutline): Folds {
  return new Uint8Array(outline.count);
}

/** Unfolded level by level as long as everything stays in reach of a glance. */
export function openingFolds(outline: JsonOutline): Folds {
  const perDepth: number[] = [];
  for (let node = 0; node < outline.count; node++) {
    const depth = outline.depths[node] ?? 0;
    perDepth[depth] = (perDepth[depth] ?? 0) + 1;
  }
  let shown = 0;
  let openDepth = 0;
  for (const [depth, count] of perDepth.entries()) {
    shown += count;
    if (shown > openingRows && depth > 1) break;
    openDepth = depth;
  }
  const folds = new Uint8Array(outline.count);
  for (let node = 1; node < outline.count; node++)
    folds[node] = Number(isContainer(outline, node) && (outline.depths[node] ?? 0) >= openDepth);
  return folds;
}

export function toggled(folds: Folds, node: number): Folds {
  const changed = folds.slice();
  changed[node] = folds[node] === 1 ? 0 : 1;
  return changed;
}

/** With everything around a value unfolded. */
export function revealed(outline: JsonOutline, folds: Folds, node: number): Folds {
  let changed = folds;
  for (let at = outline.parents[node] ?? -1; at >= 0; at = outline.parents[at] ?? -1) {
    if (changed[at] !== 1) continue;
    if (changed === folds) changed = folds.slice();
    changed[at] = 0;
  }
  return changed;
}

/** Numbers of the values in sight, in order. */
export function shownNodes(outline: JsonOutline, folds: Folds): Int32Array {
  const shown = new Int32Array(outline.count);
  let count = 0;
  for (let node = 0; node < outline.count;) {
    shown[count++] = node;
    node = folds[node] === 1 ? (outline.nexts[node] ?? outline.count) : node + 1;
  }
  return shown.subarray(0, count);
}

/** Where a value stands among sorted ones; -1 when it is not there. */
export function rowOf(shown: Int32Array, node: number): number {
  let low = 0;
  let high = shown.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = shown[middle] ?? 0;
    if (found === node) return middle;
    if (found < node) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
