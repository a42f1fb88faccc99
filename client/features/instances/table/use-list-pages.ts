import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { listPageQuery, type ListedRow, type ListHead, type ListPage } from '../instances-queries.ts';
import { entriesOf, furtherPages, pagesAround, type ListEntry, type PageRange } from './list-entries.ts';

export interface FailedPage {
  readonly page: number;
  readonly error: Error;
  readonly retry: () => void;
  readonly isRetrying: boolean;
}

export interface ListPages {
  /** The rows that are there of the pages in view, in order. */
  readonly entries: readonly ListEntry[];
  readonly failed: readonly FailedPage[];
  /** To be told by whoever draws which rows it draws. */
  readonly onRange: (first: number, last: number) => void;
}

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

/** The pages of one moment of the hub around what is on the screen. */
export function useListPages(head: ListHead | null): ListPages {
  const client = useQueryClient();
  const [range, setRange] = useState<PageRange>({ from: 0, to: 0 });
  const total = head?.total ?? 0;
  const isResting = useIsResting(`${range.from} ${range.to}`);
  const further = furtherPages(range, head);
  const results = useQueries({
    queries:
      head === null
        ? []
        : further.map((page) => ({ ...listPageQuery(client, head, page), enabled: isResting })),
    combine: summary,
  });
  const { from } = range;
  const pages = useMemo(() => {
    const isWithHead = head !== null && from === 0;
    const start = Math.max(1, from);
    return {
      entries: [
        ...(isWithHead ? entriesOf(head.rows, 0) : []),
        ...results.flatMap(({ rows }, place) => entriesOf(rows, start + place)),
      ],
      failed: results.flatMap(({ error, refetch, isFetching }, place) =>
        error === null
          ? []
          : [{ page: start + place, error, retry: () => void refetch(), isRetrying: isFetching }],
      ),
    };
  }, [head, results, from]);
  const onRange = useCallback(
    (first: number, last: number) => {
      const next = pagesAround(first, last, total);
      setRange((now) => (now.from === next.from && now.to === next.to ? now : next));
    },
    [total],
  );
  return { ...pages, onRange };
}
