import { memo, type ReactNode } from 'react';
import type { ListHead } from '../instances-queries.ts';
import { isSelected } from '../selection/selection.ts';
import type { SelectionState } from '../selection/use-selection.ts';
import type { ListPages } from './list-pages.ts';
import type { RowElement } from './row-elements.ts';
import { RowWindow } from './row-window.tsx';
import type { InstanceTable } from './table-header.tsx';
import { TableRow } from './table-row.tsx';
import { useListEntry } from './use-list-content.ts';
import type { ListScroller } from './use-scroller.ts';

interface RowSource {
  table: InstanceTable;
  head: ListHead | null;
  pages: ListPages;
  selection: SelectionState;
  currentId: string | undefined;
}

interface ListRowProps extends RowSource {
  index: number;
  topPx: number;
  isTabStop: boolean;
}

/** Follows its own place in the list. */
const ListRow = memo(function ListRow({ head, pages, selection, currentId, ...shown }: ListRowProps) {
  const entry = useListEntry(pages, head, shown.index);
  const id = entry?.listed.row.instanceId;
  return (
    <TableRow
      {...shown}
      entry={entry}
      isChecked={id !== undefined && selection.count > 0 && isSelected(selection.selection, id)}
      isCurrent={id !== undefined && id === currentId}
    />
  );
});

interface TableRowsProps
  extends RowSource, Pick<ListScroller, 'scroller' | 'place' | 'startOffsetPx' | 'bodyPx'> {
  rowHeightPx: number;
  topOf: (index: number) => number;
  active: number | null;
  isComplete: boolean;
}

export function TableRows({ table, head, pages, selection, currentId, ...shown }: TableRowsProps) {
  const { bodyPx, topOf, ...window } = shown;

  function renderRow({ key, index }: RowElement, isTabStop: boolean): ReactNode {
    const source = { table, head, pages, selection, currentId };
    return <ListRow key={key} {...source} index={index} topPx={topOf(index)} isTabStop={isTabStop} />;
  }

  return (
    <div
      role="rowgroup"
      // The padding moves no row; its end makes the browser look anew which row is under a pointer that rests.
      className="relative in-data-scrolling:pointer-events-none in-data-scrolling:pr-px"
      style={{ height: bodyPx }}
    >
      <RowWindow
        key={window.rowHeightPx}
        {...window}
        count={head?.total ?? 0}
        onRange={pages.onRange}
        renderRow={renderRow}
      />
    </div>
  );
}
