import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { listPageQuery } from '../further-queries.ts';
import type { ListedRow, ListHead, ListPage } from '../instances-queries.ts';
import { entriesOf, furtherPages } from './list-entries.ts';
import type { ListPages } from './list-pages.ts';
import { usePageRange } from './use-list-content.ts';

/** Dragging the scroll bar passes hundreds of pages; only where it rests they are read. */
const restMs = 80;

function useIsResting(place: string): boolean {
  const [rested, setRested] = useState(place);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(place), restMs);
    return () => window.clearTimeout(timer);
  }, [place]);
  return rested === place;
}

const noRows: readonly ListedRow[] = [];

function summary(results: readonly UseQueryResult<ListPage>[]) {
  return results.map(({ data, error, refetch, isFetching }) => ({
    rows: data?.rows ?? noRows,
    error: data === undefined ? error : null,
    refetch,
    isFetching,
  }));
}

interface FurtherPagesProps {
  head: ListHead;
  pages: ListPages;
}

/** Reads the pages in view; draws nothing. */
export function FurtherPages({ head, pages }: FurtherPagesProps) {
  const client = useQueryClient();
  const range = usePageRange(pages);
  const isResting = useIsResting(`${range.from} ${range.to}`);
  const start = Math.max(1, range.from);
  const results = useQueries({
    queries: furtherPages(range, head).map((page) => ({
      ...listPageQuery(client, head, page),
      enabled: isResting,
    })),
    combine: summary,
  });
  const tell = useEffectEvent(() =>
    pages.onFurther({
      head,
      entries: results.flatMap(({ rows }, place) => entriesOf(rows, start + place)),
      failed: results.flatMap(({ error, refetch, isFetching }, place) =>
        error === null
          ? []
          : [{ page: start + place, error, retry: () => void refetch(), isRetrying: isFetching }],
      ),
    }),
  );
  useEffect(() => tell(), [head, results, start]);
  return null;
}
