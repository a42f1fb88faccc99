import type { ReactTable, SortDirection } from '@tanstack/react-table';
import { ArrowUp } from 'lucide-react';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { classNames } from '../../lib/class-names.ts';
import { columnClasses, gridClass, type instanceFeatures } from './instance-columns.tsx';

export type InstanceTable = ReactTable<typeof instanceFeatures, InstanceRow>;

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

export function TableHeader({ table }: { table: InstanceTable }) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-rail text-sm text-ink-muted">
      {table.getHeaderGroups().map((group) => (
        <div key={group.id} role="row" aria-rowindex={1} className={classNames(gridClass, 'h-8 px-4')}>
          {group.headers.map((header) => {
            const direction = header.column.getIsSorted();
            const canSort = header.column.getCanSort();
            return (
              <div
                key={header.id}
                role="columnheader"
                {...(canSort && { 'aria-sort': direction === false ? 'none' : ariaSort[direction] })}
                className={classNames('flex min-w-0 items-center pr-3', columnClasses[header.column.id])}
              >
                {canSort ? (
                  <button
                    type="button"
                    onClick={header.column.getToggleSortingHandler()}
                    className={classNames(
                      'group/sort -mx-1 flex min-w-0 items-center gap-1 rounded-sm px-1 hover:text-ink',
                      columnClasses[header.column.id]?.includes('justify-end') === true && 'flex-row-reverse',
                      direction !== false && 'font-medium text-ink',
                    )}
                  >
                    <table.FlexRender header={header} />
                    <SortMark direction={direction} />
                  </button>
                ) : (
                  <table.FlexRender header={header} />
                )}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Keeps its room while unsorted, so that headers do not move. */
function SortMark({ direction }: { direction: SortDirection | false }) {
  return (
    <ArrowUp
      aria-hidden
      size={12}
      className={classNames(
        'shrink-0',
        direction !== 'asc' && 'rotate-180',
        direction === false && 'opacity-0 group-hover/sort:opacity-50',
      )}
    />
  );
}
