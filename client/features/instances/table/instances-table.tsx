import { lazy, Suspense, useRef, type CSSProperties, type FocusEvent, type ReactNode } from 'react';
import { usePreferences } from '../../../lib/preferences.ts';
import { gridOf } from '../columns/column-list.ts';
import type { ListLayout } from '../columns/use-columns.ts';
import type { ListOrder } from '../instance-list-search.ts';
import { pageRows } from '../instances-queries.ts';
import { isSelected } from '../selection/selection.ts';
import type { SelectionState } from '../selection/use-selection.ts';
import type { ListEntry } from './list-entries.ts';
import { rowIndexAt } from './row-at.ts';
import { rowEvents, type RowActions } from './row-events.ts';
import { rowHeightsPx } from './row-geometry.ts';
import { FailedRows, WaitingRow } from './row-states.tsx';
import { RowWindow } from './row-window.tsx';
import { TableHeader } from './table-header.tsx';
import { TableRow } from './table-row.tsx';
import { useActiveRow } from './use-active-row.ts';
import { useInstanceTable, type OnSort } from './use-instance-table.ts';
import type { ListPages } from './use-list-pages.ts';
import { scrollId, type ListScroller } from './use-scroller.ts';

const RowButtons = lazy(async () => ({ default: (await import('./row-buttons.tsx')).RowButtons }));
const ColumnGestures = lazy(async () => ({
  default: (await import('../columns/column-gestures.tsx')).ColumnGestures,
}));

interface InstancesTableProps extends ListOrder {
  hub: string;
  total: number;
  pages: ListPages;
  list: ListScroller;
  layout: ListLayout;
  selection: SelectionState;
  /** The row the reader was at last. */
  currentId: string | undefined;
  onCurrent: (entry: ListEntry) => void;
  onSort: OnSort;
  actions: RowActions;
  isBusy: boolean;
  /** Under the header when there are no rows. */
  children: ReactNode;
}

function checkedOf(entries: readonly ListEntry[], { selection, count }: SelectionState) {
  if (count === 0 || entries.length === 0) return 'none';
  return entries.every(({ listed }) => isSelected(selection, listed.row.instanceId)) ? 'all' : 'some';
}

export function InstancesTable({ total, pages, list, layout, selection, ...rest }: InstancesTableProps) {
  const { timeStyle } = usePreferences();
  const { columns, density } = layout;
  const { scroller, shiftPx, bringIntoView } = list;
  const rowHeightPx = rowHeightsPx[density];
  const header = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const table = useInstanceTable(pages.entries, columns, rest);
  const keys = useActiveRow(total, body, bringIntoView);
  const events = rowEvents(rest.actions);
  const rows = new Map(table.getRowModel().rows.map((row) => [row.original.index, row]));
  const grid = gridOf(columns, timeStyle);

  function topOf(index: number): number {
    return index * rowHeightPx - shiftPx;
  }

  function onFocus({ target }: FocusEvent): void {
    const index = rowIndexAt(target);
    const entry = index === null ? undefined : rows.get(index)?.original;
    keys.setActive(index);
    if (entry !== undefined) rest.onCurrent(entry);
  }

  function renderRow(index: number, isTabStop: boolean): ReactNode {
    const place = { topPx: topOf(index), isTabStop };
    const row = rows.get(index);
    if (row === undefined) return <WaitingRow key={index} index={index} {...place} />;
    const { instanceId } = row.original.listed.row;
    return (
      <TableRow
        key={index}
        table={table}
        row={row}
        {...place}
        isChecked={selection.count > 0 && isSelected(selection.selection, instanceId)}
        isCurrent={instanceId === rest.currentId}
      />
    );
  }

  const style: CSSProperties & Record<`--${string}`, string> = {
    '--columns': grid.template,
    '--row': `${rowHeightPx}px`,
    minWidth: grid.minWidthPx,
  };
  return (
    <div ref={scroller} data-scroll-restoration-id={scrollId} className="h-full overflow-auto">
      <div
        role="table"
        aria-label="Instances"
        aria-rowcount={total + 1}
        aria-busy={rest.isBusy}
        style={style}
      >
        <TableHeader
          table={table}
          ref={header}
          checked={checkedOf(pages.entries, selection)}
          onCheck={rest.actions.toggleScreen}
        />
        <div
          ref={body}
          role="rowgroup"
          {...events}
          onFocus={onFocus}
          onKeyDown={(event) => {
            keys.onKeyDown(event);
            events.onKeyDown(event);
          }}
          className="relative"
          style={{ height: list.bodyPx }}
        >
          <RowWindow
            key={rowHeightPx}
            count={total}
            rowHeightPx={rowHeightPx}
            scroller={scroller}
            place={list.place}
            startOffsetPx={list.startOffsetPx}
            active={keys.active}
            onRange={pages.onRange}
            renderRow={renderRow}
          />
          {pages.failed.map(({ page, error, retry, isRetrying }) => (
            <FailedRows
              key={page}
              topPx={topOf(page * pageRows)}
              heightPx={Math.min(pageRows, total - page * pageRows) * rowHeightPx}
              error={error}
              onRetry={retry}
              isRetrying={isRetrying}
            />
          ))}
          <Suspense>
            <RowButtons
              hub={rest.hub}
              body={body}
              entries={pages.entries}
              topOf={topOf}
              onMenu={rest.actions.openMenu}
            />
          </Suspense>
        </div>
        {rest.children}
      </div>
      <Suspense>
        <ColumnGestures
          header={header}
          columns={columns}
          timeStyle={timeStyle}
          onChange={layout.setColumns}
        />
      </Suspense>
    </div>
  );
}
