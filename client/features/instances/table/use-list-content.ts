import { useSyncExternalStore } from 'react';
import type { ListHead } from '../instances-queries.ts';
import type { ListEntry, PageRange } from './list-entries.ts';
import type { ListContent, ListPages } from './list-pages.ts';

export function useListContent(pages: ListPages, head: ListHead | null): ListContent {
  return useSyncExternalStore(pages.subscribe, () => pages.contentOf(head));
}

/** For those who draw one row: they are drawn again when it changes, and not when others do. */
export function useListEntry(
  pages: ListPages,
  head: ListHead | null,
  index: number | null,
): ListEntry | undefined {
  return useSyncExternalStore(pages.subscribe, () =>
    index === null ? undefined : pages.contentOf(head).byIndex.get(index),
  );
}

export function usePageRange(pages: ListPages): PageRange {
  return useSyncExternalStore(pages.subscribe, pages.range);
}
