import { lazy, Suspense, useRef, type CSSProperties, type ReactNode } from 'react';
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
import { headerHeightPx, rowHeightsPx } from './row-geometry.ts';
import { FailedRows } from './row-states.tsx';
import { TableHeader, type OnSort } from './table-header.tsx';
import { TableRows } from './table-rows.tsx';
import { useActiveRow } from './use-active-row.ts';
import { useInstanceTable } from './use-instance-table.ts';
import type { ListPages } from './use-list-pages.ts';
import { scrollId, type ListScroller } from './use-scroller.ts';

const RowButtons = lazy(async () => ({ default: (await import('./row-buttons.tsx')).RowButtons }));
const ColumnGestures = lazy(async () => ({
  default: (await import('../columns/column-gestures.tsx')).ColumnGestures,
}));

export interface InstancesTableProps extends ListOrder {
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
  /** The first rows are on the screen: what readers do with them may come. */
  isComplete: boolean;
  /** Under the header when there are no rows. */
  children: ReactNode;
}

function checkedOf(entries: readonly ListEntry[], { selection, count }: SelectionState) {
  if (count === 0 || entries.length === 0) return 'none';
  return entries.every(({ listed }) => isSelected(selection, listed.row.instanceId)) ? 'all' : 'some';
}

export function InstancesTable({ total, pages, list, layout, selection, ...rest }: InstancesTableProps) {
  const { scroller, place, shiftPx, startOffsetPx, bodyPx, bringIntoView } = list;
  const { timeStyle } = usePreferences();
  const { columns, density } = layout;
  const rowHeightPx = rowHeightsPx[density];
  const header = useRef<HTMLDivElement>(null);
  const board = useRef<HTMLDivElement>(null);
  const table = useInstanceTable(rest.hub, pages.entries, columns);
  const keys = useActiveRow(total, board, pages.drawn, bringIntoView);
  const events = rowEvents(rest.actions);
  const grid = gridOf(columns, timeStyle);
  const topOf = (index: number) => index * rowHeightPx - shiftPx;
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--columns': grid.template,
    '--row': `${rowHeightPx}px`,
    minWidth: grid.minWidthPx,
  };
  return (
    <div ref={scroller} data-scroll-restoration-id={scrollId} className="h-full overflow-auto">
      <div
        ref={board}
        {...events}
        onFocus={({ target }) => {
          const index = rowIndexAt(target);
          const entry = pages.entries.find((one) => one.index === index);
          if (index !== null) keys.setActive(index);
          if (entry !== undefined) rest.onCurrent(entry);
        }}
        onKeyDown={(event) => {
          keys.onKeyDown(event);
          events.onKeyDown(event);
        }}
        className="relative"
        style={style}
      >
        <div role="table" aria-label="Instances" aria-rowcount={total + 1} aria-busy={rest.isBusy}>
          <TableHeader
            table={table}
            sort={rest.sort}
            order={rest.order}
            onSort={rest.onSort}
            ref={header}
            checked={checkedOf(pages.entries, selection)}
            onCheck={rest.actions.toggleScreen}
          />
          <TableRows
            {...{ table, total, rowHeightPx, topOf, selection }}
            {...{ scroller, place, startOffsetPx, bodyPx }}
            currentId={rest.currentId}
            active={keys.active}
            isComplete={rest.isComplete}
            onRange={pages.onRange}
          />
        </div>
        <div className="absolute inset-x-0" style={{ top: headerHeightPx }}>
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
            {rest.isComplete && (
              <RowButtons
                hub={rest.hub}
                entries={pages.entries}
                onMenu={rest.actions.openMenu}
                {...{ board, topOf }}
              />
            )}
          </Suspense>
        </div>
      </div>
      {rest.children}
      <Suspense>
        {rest.isComplete && (
          <ColumnGestures {...{ header, board, columns, timeStyle }} onChange={layout.setColumns} />
        )}
      </Suspense>
    </div>
  );
}
