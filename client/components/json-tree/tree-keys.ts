import { isContainer, type JsonOutline } from '../../../shared/domain/json-outline.ts';
import { rowOf, type Folds } from './tree-folds.ts';

export interface TreeView {
  readonly outline: JsonOutline;
  readonly folds: Folds;
  readonly shown: Int32Array;
  readonly active: number;
}

/** What a key of the tree pattern asks for; `null` = the key means nothing here. */
export type TreeMove =
  { readonly kind: 'go'; readonly node: number } | { readonly kind: 'toggle'; readonly node: number } | null;

const pageRows = 15;

function goToRow({ shown }: TreeView, row: number): TreeMove {
  const node = shown[Math.max(0, Math.min(row, shown.length - 1))];
  return node === undefined ? null : { kind: 'go', node };
}

function right(view: TreeView): TreeMove {
  const { outline, folds, active } = view;
  if (!isContainer(outline, active) || (outline.childCounts[active] ?? 0) === 0) return null;
  return folds[active] === 1 ? { kind: 'toggle', node: active } : { kind: 'go', node: active + 1 };
}

function left({ outline, folds, active }: TreeView): TreeMove {
  const isOpen =
    isContainer(outline, active) && folds[active] === 0 && (outline.childCounts[active] ?? 0) > 0;
  if (isOpen) return { kind: 'toggle', node: active };
  const parent = outline.parents[active] ?? -1;
  return parent < 0 ? null : { kind: 'go', node: parent };
}

/** The keys of the tree pattern of WAI-ARIA. */
export function moveOf(key: string, view: TreeView): TreeMove {
  const { shown, active, outline } = view;
  const row = rowOf(shown, active);
  switch (key) {
    case 'ArrowDown':
      return goToRow(view, row + 1);
    case 'ArrowUp':
      return goToRow(view, row - 1);
    case 'PageDown':
      return goToRow(view, row + pageRows);
    case 'PageUp':
      return goToRow(view, row - pageRows);
    case 'Home':
      return goToRow(view, 0);
    case 'End':
      return goToRow(view, shown.length - 1);
    case 'ArrowRight':
      return right(view);
    case 'ArrowLeft':
      return left(view);
    case 'Enter':
    case ' ':
      return isContainer(outline, active) ? { kind: 'toggle', node: active } : null;
    default:
      return null;
  }
}
