import type { ReactNode } from 'react';
import { isSelected } from '../selection/selection.ts';
import type { SelectionState } from '../selection/use-selection.ts';
import type { RowElement } from './row-elements.ts';
import { WaitingRow } from './row-states.tsx';
import { RowWindow } from './row-window.tsx';
import type { InstanceTable } from './table-header.tsx';
import { TableRow } from './table-row.tsx';
import type { ListScroller } from './use-scroller.ts';

interface TableRowsProps extends Pick<ListScroller, 'scroller' | 'place' | 'startOffsetPx' | 'bodyPx'> {
  table: InstanceTable;
  /** Rows of the whole list; the table holds those that are there. */
  total: number;
  rowHeightPx: number;
  topOf: (index: number) => number;
  selection: SelectionState;
  currentId: string | undefined;
  active: number | null;
  isComplete: boolean;
  onRange: (first: number, last: number) => void;
}

export function TableRows({ table, total, topOf, selection, currentId, bodyPx, ...shown }: TableRowsProps) {
  const rows = new Map(table.getRowModel().rows.map((row) => [row.original.index, row]));

  function renderRow({ key, index }: RowElement, isTabStop: boolean): ReactNode {
    const place = { topPx: topOf(index), isTabStop };
    const row = rows.get(index);
    if (row === undefined) return <WaitingRow key={key} index={index} {...place} />;
    const { instanceId } = row.original.listed.row;
    return (
      <TableRow
        key={key}
        table={table}
        row={row}
        {...place}
        isChecked={selection.count > 0 && isSelected(selection.selection, instanceId)}
        isCurrent={instanceId === currentId}
      />
    );
  }

  return (
    <div role="rowgroup" className="relative" style={{ height: bodyPx }}>
      <RowWindow key={shown.rowHeightPx} {...shown} count={total} renderRow={renderRow} />
    </div>
  );
}
