import type { ReactTable } from '@tanstack/react-table';
import { ArrowUp } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { classNames } from '../../../lib/class-names.ts';
import { sortColumns, type SortColumn } from '../../../../shared/contract/instances.ts';
import { lookOf } from '../columns/column-list.ts';
import type { instanceFeatures } from '../columns/instance-columns.tsx';
import { gridClass } from './grid-class.ts';
import type { ListOrder } from '../instance-list-search.ts';
import type { ListEntry } from './list-entries.ts';

export type InstanceTable = ReactTable<typeof instanceFeatures, ListEntry>;

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

export type OnSort = (sort: SortColumn, order: ListOrder['order']) => void;

/** What is asked for first is the latest, the longest, the most. */
const falling: ReadonlySet<string> = new Set<SortColumn>([
  'createdAt',
  'lastUpdatedAt',
  'completedAt',
  'scheduledStartAt',
  'durationMs',
  'generation',
]);

function nextOrder(sort: string, order: ListOrder['order'] | null): ListOrder['order'] {
  if (order === null) return falling.has(sort) ? 'desc' : 'asc';
  return order === 'asc' ? 'desc' : 'asc';
}

interface TableHeaderProps extends ListOrder {
  table: InstanceTable;
  ref: RefObject<HTMLDivElement | null>;
  onSort: OnSort;
  /** Above the boxes of the rows. */
  children: ReactNode;
}

/** Moved and resized by `columns/column-gestures.tsx`. */
export function TableHeader({ table, ref, sort, order, onSort, children }: TableHeaderProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-rail text-sm text-ink-muted">
      <div ref={ref} role="row" aria-rowindex={1} className={`${gridClass} h-8 leading-8`}>
        <div role="columnheader">{children}</div>
        {table.getFlatHeaders().map(({ id }) => {
          const direction = id === sort ? order : null;
          const { label, isNumber } = lookOf(id);
          const sortable = sortColumns.find((known) => known === id);
          return (
            <div
              key={id}
              role="columnheader"
              data-column={id}
              {...(sortable && { 'aria-sort': direction === null ? 'none' : ariaSort[direction] })}
              className={classNames('flex min-w-0 pr-3', isNumber === true && 'justify-end')}
            >
              <button
                type="button"
                title={label}
                aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Control+Shift+ArrowLeft Control+Shift+ArrowRight"
                onClick={sortable && (() => onSort(sortable, nextOrder(sortable, direction)))}
                className={classNames(
                  'group/sort flex min-w-0 items-center gap-1 rounded-sm',
                  sortable ? 'hover:text-ink' : 'cursor-default!',
                  isNumber === true && 'flex-row-reverse',
                  direction !== null && 'font-medium text-ink',
                )}
              >
                <span className="truncate">{label}</span>
                {sortable && <SortMark direction={direction} />}
              </button>
            </div>
          );
        })}
        <div role="columnheader">
          <span className="sr-only">Actions</span>
        </div>
      </div>
    </div>
  );
}

/** Keeps its room while unsorted, so that headers do not move. */
function SortMark({ direction }: { direction: ListOrder['order'] | null }) {
  return (
    <ArrowUp
      aria-hidden
      size={12}
      className={classNames(
        'shrink-0',
        direction !== 'asc' && 'rotate-180',
        direction === null && 'opacity-0 group-hover/sort:opacity-50',
      )}
    />
  );
}
