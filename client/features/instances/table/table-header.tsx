import type { ReactTable, SortDirection } from '@tanstack/react-table';
import { ArrowUp } from 'lucide-react';
import type { RefObject } from 'react';
import { classNames } from '../../../lib/class-names.ts';
import { lookOf } from '../columns/column-list.ts';
import type { instanceFeatures } from '../columns/instance-columns.tsx';
import { gridClass } from './grid-class.ts';
import type { ListEntry } from './list-entries.ts';

export type InstanceTable = ReactTable<typeof instanceFeatures, ListEntry>;

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

interface TableHeaderProps {
  table: InstanceTable;
  ref: RefObject<HTMLDivElement | null>;
  /** Of the rows on the screen. */
  checked: 'all' | 'some' | 'none';
  onCheck: () => void;
}

/** Moved and resized by `columns/column-gestures.tsx`. */
export function TableHeader({ table, ref, checked, onCheck }: TableHeaderProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-rail text-sm text-ink-muted">
      <div ref={ref} role="row" aria-rowindex={1} className={`${gridClass} h-8 leading-8`}>
        <div role="columnheader">
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
        </div>
        {table.getFlatHeaders().map(({ id, column }) => {
          const direction = column.getIsSorted();
          const { label, isNumber } = lookOf(id);
          const canSort = column.getCanSort();
          return (
            <div
              key={id}
              role="columnheader"
              data-column={id}
              {...(canSort && { 'aria-sort': direction === false ? 'none' : ariaSort[direction] })}
              className={classNames('flex min-w-0 pr-3', isNumber === true && 'justify-end')}
            >
              <button
                type="button"
                title={label}
                aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Control+Shift+ArrowLeft Control+Shift+ArrowRight"
                onClick={canSort ? column.getToggleSortingHandler() : undefined}
                className={classNames(
                  'group/sort -mx-1 flex min-w-0 items-center gap-1 rounded-sm px-1',
                  canSort ? 'hover:text-ink' : 'cursor-default!',
                  isNumber === true && 'flex-row-reverse',
                  direction !== false && 'font-medium text-ink',
                )}
              >
                <span className="truncate">{label}</span>
                {canSort && <SortMark direction={direction} />}
              </button>
            </div>
          );
        })}
        <div role="columnheader" aria-label="Actions" />
      </div>
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
