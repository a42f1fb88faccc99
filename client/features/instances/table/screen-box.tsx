import type { ListHead } from '../instances-queries.ts';
import { isSelected } from '../selection/selection.ts';
import type { SelectionState } from '../selection/use-selection.ts';
import type { ListEntry } from './list-entries.ts';
import type { ListPages } from './list-pages.ts';
import { useListContent } from './use-list-content.ts';

function checkedOf(entries: readonly ListEntry[], { selection, count }: SelectionState) {
  if (count === 0 || entries.length === 0) return 'none';
  return entries.every(({ listed }) => isSelected(selection, listed.row.instanceId)) ? 'all' : 'some';
}

interface ScreenBoxProps {
  head: ListHead | null;
  pages: ListPages;
  selection: SelectionState;
  onCheck: () => void;
}

/** Selects the rows on the screen. */
export function ScreenBox({ head, pages, selection, onCheck }: ScreenBoxProps) {
  const checked = checkedOf(useListContent(pages, head).entries, selection);
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
