import { lazy, Suspense, useRef, type CSSProperties, type ReactNode } from 'react';
import { classNames } from '../../../lib/class-names.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { gridOf } from '../columns/column-list.ts';
import type { ListLayout } from '../columns/use-columns.ts';
import type { ListOrder } from '../instance-list-search.ts';
import { pageRows, type ListHead } from '../instances-queries.ts';
import type { SelectionState } from '../selection/use-selection.ts';
import type { ListEntry } from './list-entries.ts';
import type { ListPages } from './list-pages.ts';
import { rowIndexAt } from './row-at.ts';
import { rowEvents, type RowActions } from './row-events.ts';
import { headerHeightPx, rowHeightsPx } from './row-geometry.ts';
import { FailedRows } from './row-states.tsx';
import { ScreenBox } from './screen-box.tsx';
import { TableHeader, type OnSort } from './table-header.tsx';
import { TableRows } from './table-rows.tsx';
import { useActiveRow } from './use-active-row.ts';
import { useInstanceTable } from './use-instance-table.ts';
import { useListContent } from './use-list-content.ts';
import { scrollId, type ListScroller } from './use-scroller.ts';

const RowButtons = lazy(async () => ({ default: (await import('./row-buttons.tsx')).RowButtons }));
const ColumnGestures = lazy(async () => ({
  default: (await import('../columns/column-gestures.tsx')).ColumnGestures,
}));

export interface InstancesTableProps extends ListOrder {
  hub: string;
  head: ListHead | null;
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

type FailedPagesProps = Pick<InstancesTableProps, 'head' | 'pages'> & {
  topOf: (index: number) => number;
  rowHeightPx: number;
};

function FailedPages({ head, pages, topOf, rowHeightPx }: FailedPagesProps) {
  const { failed } = useListContent(pages, head);
  const total = head?.total ?? 0;
  return failed.map(({ page, error, retry, isRetrying }) => (
    <FailedRows
      key={page}
      topPx={topOf(page * pageRows)}
      heightPx={Math.min(pageRows, total - page * pageRows) * rowHeightPx}
      error={error}
      onRetry={retry}
      isRetrying={isRetrying}
    />
  ));
}

export function InstancesTable({ head, pages, list, layout, selection, ...rest }: InstancesTableProps) {
  const { scroller, place, shiftPx, startOffsetPx, bodyPx, bringIntoView } = list;
  const { timeStyle } = usePreferences();
  const { columns, density } = layout;
  const total = head?.total ?? 0;
  const rowHeightPx = rowHeightsPx[density];
  const header = useRef<HTMLDivElement>(null);
  const board = useRef<HTMLDivElement>(null);
  const table = useInstanceTable(rest.hub, columns);
  const keys = useActiveRow(total, board, pages.drawn, bringIntoView);
  const openMenu: RowActions['openMenu'] = (...menu) => {
    keys.leaveFocus();
    rest.actions.openMenu(...menu);
  };
  const events = rowEvents({ ...rest.actions, openMenu });
  const grid = gridOf(columns, timeStyle);
  const topOf = (index: number) => index * rowHeightPx - shiftPx;
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--columns': grid.template,
    '--row': `${rowHeightPx}px`,
    minWidth: grid.minWidthPx,
  };
  return (
    <div
      ref={scroller}
      data-scroll-restoration-id={scrollId}
      // The last rows can be scrolled out from under what is done with selected ones.
      className={classNames('h-full overflow-auto', selection.count > 0 && 'pb-28 max-[700px]:pb-44')}
    >
      <div
        ref={board}
        {...events}
        onFocus={({ target }) => {
          const index = rowIndexAt(target);
          if (index === null) return;
          keys.onFocus(index);
          const entry = pages.contentOf(head).byIndex.get(index);
          if (entry !== undefined) rest.onCurrent(entry);
        }}
        onBlur={keys.onBlur}
        onKeyDown={(event) => {
          keys.onKeyDown(event);
          events.onKeyDown(event);
        }}
        className="relative"
        style={style}
      >
        <div role="table" aria-label="Instances" aria-rowcount={total + 1} aria-busy={rest.isBusy}>
          <TableHeader table={table} sort={rest.sort} order={rest.order} onSort={rest.onSort} ref={header}>
            <ScreenBox
              {...{ head, pages, selection }}
              inView={list.inView}
              onCheck={rest.actions.toggleScreen}
            />
          </TableHeader>
          <TableRows
            {...{ table, head, pages, rowHeightPx, topOf, selection }}
            {...{ scroller, place, startOffsetPx, bodyPx }}
            currentId={rest.currentId}
            active={keys.active}
            isComplete={rest.isComplete}
          />
        </div>
        <div className="absolute inset-x-0" style={{ top: headerHeightPx }}>
          <FailedPages {...{ head, pages, topOf, rowHeightPx }} />
          <Suspense>
            {rest.isComplete && (
              <RowButtons hub={rest.hub} onMenu={openMenu} {...{ head, pages, board, topOf }} />
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
