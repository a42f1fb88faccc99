import { useCallback, useSyncExternalStore } from 'react';
import type { ListHead } from '../instances-queries.ts';
import { isSelected } from '../selection/selection.ts';
import type { SelectionState } from '../selection/use-selection.ts';
import type { ListPages } from './list-pages.ts';

interface ScreenBoxProps {
  head: ListHead | null;
  pages: ListPages;
  selection: SelectionState;
  /** Indexes of the rows on the screen. */
  inView: () => { readonly first: number; readonly last: number };
  onCheck: () => void;
}

/** Selects the rows on the screen. */
export function ScreenBox({ head, pages, selection, inView, onCheck }: ScreenBoxProps) {
  function checkedNow(): 'none' | 'some' | 'all' {
    if (selection.count === 0) return 'none';
    const { first, last } = inView();
    const shown = pages.contentOf(head).entries.filter(({ index }) => index >= first && index <= last);
    const isAll = shown.every(({ listed }) => isSelected(selection.selection, listed.row.instanceId));
    return isAll && shown.length > 0 ? 'all' : 'some';
  }
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [pages.subscribe(listener), pages.drawn.subscribe(listener)];
      return () => stops.forEach((stop) => stop());
    },
    [pages],
  );
  const checked = useSyncExternalStore(subscribe, checkedNow);
  return (
    <input
      type="checkbox"
      aria-label="Select the rows on the screen"
      checked={checked === 'all'}
      onChange={onCheck}
      ref={(box) => {
        if (box !== null) box.indeterminate = checked === 'some';
      }}
      className="mx-3 align-middle accent-(--accent-fill)"
    />
  );
}
