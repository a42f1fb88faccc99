import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { ColumnChoice } from '../columns/column-choice.ts';
import { buildColumns, instanceFeatures } from '../columns/instance-columns.tsx';
import type { ListEntry } from './list-entries.ts';

/** Rows are made as they are drawn: a list of a million is never in one place. */
const noRows: readonly ListEntry[] = [];

export function useInstanceTable(hub: string, columns: ColumnChoice) {
  // Widths are the grid's affair: while somebody resizes, the columns stay the same.
  const ids = JSON.stringify(columns.map(({ id }) => id));
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `ids` says all that is used of `columns`
  const definitions = useMemo(() => buildColumns(columns, hub), [ids, hub]);
  return useTable({
    features: instanceFeatures,
    columns: definitions,
    data: noRows,
  });
}
