import { useCallback, useMemo, useState } from 'react';
import type { ListHead } from '../instances-queries.ts';
import { DrawnRows } from './drawn-rows.ts';
import { entriesOf, pagesAround, type ListEntry, type PageRange } from './list-entries.ts';

interface FailedPage {
  readonly page: number;
  readonly error: Error;
  readonly retry: () => void;
  readonly isRetrying: boolean;
}

/** What is there of the pages behind the first. */
interface FurtherPages {
  /** The list they belong to. */
  readonly head: ListHead;
  readonly entries: readonly ListEntry[];
  readonly failed: readonly FailedPage[];
}

export interface ListPages {
  /** The rows that are there of the pages in view, in order. */
  readonly entries: readonly ListEntry[];
  readonly failed: readonly FailedPage[];
  readonly range: PageRange;
  readonly drawn: DrawnRows;
  /** To be told by whoever draws which rows it draws. */
  readonly onRange: (first: number, last: number) => void;
  /** To be told by whoever reads the pages in view. */
  readonly onFurther: (pages: FurtherPages) => void;
}

const noPages: readonly never[] = [];

/** The pages of one moment of the hub around what is on the screen. */
export function useListPages(head: ListHead | null): ListPages {
  const [range, setRange] = useState<PageRange>({ from: 0, to: 0 });
  const [drawn] = useState(() => new DrawnRows());
  const [further, setFurther] = useState<FurtherPages | null>(null);
  const isOfList = further !== null && head !== null && further.head.nextCursor === head.nextCursor;
  const { entries, failed } = isOfList ? further : { entries: noPages, failed: noPages };
  const first = useMemo(
    () => (head !== null && range.from === 0 ? entriesOf(head.rows, 0) : noPages),
    [head, range.from],
  );
  const total = head?.total ?? 0;
  const onRange = useCallback(
    (from: number, to: number) => {
      drawn.tell(from, to);
      const next = pagesAround(from, to, total);
      setRange((now) => (now.from === next.from && now.to === next.to ? now : next));
    },
    [drawn, total],
  );
  return {
    entries: useMemo(() => [...first, ...entries], [first, entries]),
    failed,
    range,
    drawn,
    onRange,
    onFurther: setFurther,
  };
}
