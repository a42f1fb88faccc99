import { useMemo, useReducer, useSyncExternalStore } from 'react';
import type { InstanceListSearch } from '../instance-list-search.ts';
import { parseColumns, printColumns, type ColumnChoice } from './column-choice.ts';
import { defaultColumns, isColumn, narrowColumns } from './column-list.ts';

export type Density = 'normal' | 'dense';

function storageKey(what: 'columns' | 'density', hub: string): string {
  return `durascope.${what}.${hub}`;
}

function recall(what: 'columns' | 'density', hub: string): string | null {
  try {
    return window.localStorage.getItem(storageKey(what, hub));
  } catch {
    return null;
  }
}

function keep(what: 'columns' | 'density', hub: string, text: string | undefined): void {
  try {
    if (text === undefined) window.localStorage.removeItem(storageKey(what, hub));
    else window.localStorage.setItem(storageKey(what, hub), text);
  } catch {
    // Then the choice lives in the address alone.
  }
}

const widePx = 1_200;

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

function useDefaultColumns(): ColumnChoice {
  const isWide = useSyncExternalStore(onResize, () => window.innerWidth >= widePx);
  return isWide ? defaultColumns : narrowColumns;
}

type SearchChange = Pick<InstanceListSearch, 'columns' | 'density'>;

export interface ListLayout {
  readonly columns: ColumnChoice;
  readonly density: Density;
  /** For an address that shows the same columns to somebody else. */
  readonly shared: SearchChange;
  /** `null` = as they were at first. */
  readonly setColumns: (columns: ColumnChoice | null) => void;
  readonly setDensity: (density: Density) => void;
}

/** The address wins; without a word there, this browser remembers how the reader had the hub's list. */
export function useColumns(
  hub: string,
  search: InstanceListSearch,
  onChange: (change: SearchChange) => void,
): ListLayout {
  const usual = useDefaultColumns();
  // What was only remembered can change while the address stays as it is.
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const text = search.columns ?? recall('columns', hub) ?? '';
  const density = search.density ?? (recall('density', hub) === 'dense' ? 'dense' : 'normal');
  const columns = useMemo(() => parseColumns(text, isColumn) ?? usual, [text, usual]);
  return {
    columns,
    density,
    shared: {
      columns: columns === usual ? undefined : printColumns(columns),
      density: density === 'normal' ? undefined : density,
    },
    setColumns: (chosen) => {
      const printed = chosen === null ? undefined : printColumns(chosen);
      keep('columns', hub, printed);
      onChange({ columns: printed });
      drawAgain();
    },
    setDensity: (chosen) => {
      keep('density', hub, chosen === 'normal' ? undefined : chosen);
      onChange({ density: chosen === 'normal' ? undefined : chosen });
      drawAgain();
    },
  };
}
