import type { Coverage } from '../../../shared/contract/coverage.ts';
import { coverageNow } from '../../api/coverage-now.ts';
import { useHubFeed } from '../../api/use-hub-changes.ts';
import { CoverageNote } from '../../components/coverage-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StaleMark } from '../../components/stale-mark.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';

interface ListHeadingProps {
  /** How many there are; `null` while nobody knows. */
  total: number | null;
  /** More are coming. */
  isPartial: boolean;
}

export function ListHeading({ total, isPartial }: ListHeadingProps) {
  return (
    <span className="flex min-w-32 items-baseline gap-2 text-lg">
      <h1 className="font-semibold">Instances</h1>
      {total === null ? (
        <Skeleton className="w-10" />
      ) : (
        <span className="whitespace-nowrap text-ink-muted" title={plural(total, 'matching instance')}>
          {formatCount(total)}
          {isPartial && ' so far'}
        </span>
      )}
    </span>
  );
}

interface ListFreshnessProps {
  hub: string;
  /** Of the answer on the screen; `null` while there is none. */
  answer: { readonly coverage: Coverage; readonly readAtMs: number } | null;
  /** Set when reading the list again failed. */
  stale: Parameters<typeof StaleMark>[0] | null;
}

export function ListFreshness({ hub, answer, stale }: ListFreshnessProps) {
  const feed = useHubFeed(hub);
  return (
    <span className="flex min-h-7 min-w-0 items-center gap-3">
      {stale !== null && <StaleMark {...stale} />}
      {answer !== null && <CoverageNote coverage={coverageNow(answer, feed)} connection={feed.connection} />}
    </span>
  );
}
