import { useElementScrollRestoration } from '@tanstack/react-router';
import { useTable, type SortingState, type Updater } from '@tanstack/react-table';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { classNames } from '../../lib/class-names.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { ChangesButton } from './changes-button.tsx';
import { instanceColumns, instanceFeatures, timeWidthClasses } from './instance-columns.tsx';
import type { SortColumn } from './instance-list-search.ts';
import { isAtTop, isNearEnd, rowHeightPx } from './row-geometry.ts';
import { RowWindow } from './row-window.tsx';
import { TableHeader } from './table-header.tsx';
import { TableRow } from './table-row.tsx';
import { useRowKeys } from './use-row-keys.ts';

interface Sorting {
  sort: SortColumn;
  order: 'asc' | 'desc';
}

interface InstancesTableProps extends Sorting {
  hub: string;
  rows: readonly InstanceRow[];
  /** Rows on all pages. */
  total: number;
  onSort: (sort: string, order: 'asc' | 'desc') => void;
  onTopChange: (isAtTop: boolean) => void;
  /** The last loaded row is near. */
  onNearEnd: () => void;
  /** Changes when another list is shown, which starts at its top. */
  listKey: string;
  /** Rows that a refresh would bring or change; at its top the list refreshes by itself. */
  changes: number;
  /** Under the header when there are no rows, and behind the last one. */
  children: ReactNode;
}

const scrollId = 'instances';

export function InstancesTable({ hub, rows, sort, order, children, ...rest }: InstancesTableProps) {
  const { timeStyle } = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const startOffset = useElementScrollRestoration({ id: scrollId })?.scrollY ?? 0;
  const wasAtTop = useRef(isAtTop({ scrollTop: startOffset }));
  const table = useInstanceTable(rows, { sort, order }, rest.onSort);
  const { activeIndex, onKeyDown, setActiveId } = useRowKeys(rows, scroller);

  function notePlace(): void {
    if (scroller.current === null) return;
    if (isNearEnd(scroller.current, rows.length)) rest.onNearEnd();
    const isNowAtTop = isAtTop(scroller.current);
    if (isNowAtTop === wasAtTop.current) return;
    wasAtTop.current = isNowAtTop;
    rest.onTopChange(isNowAtTop);
  }

  const tellStart = useEffectEvent(() => rest.onTopChange(wasAtTop.current));
  useEffect(() => tellStart(), []);

  const noteRows = useEffectEvent(notePlace);
  useEffect(() => noteRows(), [rows.length]);

  const shownKey = useRef(rest.listKey);
  useEffect(() => {
    if (shownKey.current !== rest.listKey) scroller.current?.scrollTo({ top: 0 });
    shownKey.current = rest.listKey;
  }, [rest.listKey]);

  const tableRows = table.getRowModel().rows;
  return (
    <div className="relative min-h-0 flex-1">
      <ChangesButton changes={rest.changes} onRefresh={() => scroller.current?.scrollTo({ top: 0 })} />
      <div
        ref={scroller}
        data-scroll-restoration-id={scrollId}
        onScroll={notePlace}
        className="h-full overflow-auto"
      >
        <div
          role="table"
          aria-label="Instances"
          aria-rowcount={rest.total + 1}
          className={classNames('min-w-[832px]', timeWidthClasses[timeStyle])}
        >
          <TableHeader table={table} />
          <div
            role="rowgroup"
            onKeyDown={onKeyDown}
            className="relative"
            style={{ height: tableRows.length * rowHeightPx }}
          >
            <RowWindow
              count={tableRows.length}
              scroller={scroller}
              startOffset={startOffset}
              renderRow={(index) => {
                const row = tableRows[index];
                if (row === undefined) return null;
                return (
                  <TableRow
                    key={row.id}
                    table={table}
                    row={row}
                    hub={hub}
                    isTabStop={index === activeIndex}
                    onFocus={() => setActiveId(row.id)}
                  />
                );
              }}
            />
          </div>
        </div>
        {children}
      </div>
    </div>
  );
}

function useInstanceTable(
  rows: readonly InstanceRow[],
  { sort, order }: Sorting,
  onSort: InstancesTableProps['onSort'],
) {
  const sorting: SortingState = [{ id: sort, desc: order === 'desc' }];
  function onSortingChange(updater: Updater<SortingState>): void {
    const [next] = typeof updater === 'function' ? updater(sorting) : updater;
    if (next !== undefined) onSort(next.id, next.desc ? 'desc' : 'asc');
  }
  return useTable({
    features: instanceFeatures,
    columns: instanceColumns,
    data: rows,
    getRowId: (row) => row.instanceId,
    state: { sorting },
    onSortingChange,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
  });
}
