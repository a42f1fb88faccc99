import { useTable, type SortingState, type Updater } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { ColumnChoice } from '../columns/column-choice.ts';
import { buildColumns, instanceFeatures } from '../columns/instance-columns.tsx';
import type { ListOrder } from '../instance-list-search.ts';
import type { ListEntry } from './list-entries.ts';

export type OnSort = (sort: string, order: 'asc' | 'desc') => void;

interface TableSetup extends ListOrder {
  hub: string;
  onSort: OnSort;
}

export function useInstanceTable(
  entries: readonly ListEntry[],
  columns: ColumnChoice,
  { hub, sort, order, onSort }: TableSetup,
) {
  // Widths are the grid's affair: while somebody resizes, the columns stay the same.
  const ids = JSON.stringify(columns.map(({ id }) => id));
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `ids` says all that is used of `columns`
  const definitions = useMemo(() => buildColumns(columns, hub), [ids, hub]);
  const sorting: SortingState = [{ id: sort, desc: order === 'desc' }];
  function onSortingChange(updater: Updater<SortingState>): void {
    const [next] = typeof updater === 'function' ? updater(sorting) : updater;
    if (next !== undefined) onSort(next.id, next.desc ? 'desc' : 'asc');
  }
  return useTable({
    features: instanceFeatures,
    columns: definitions,
    data: entries,
    getRowId: ({ index }) => String(index),
    state: { sorting },
    onSortingChange,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
  });
}
