import { skipToken, useQuery } from '@tanstack/react-query';
import type { PayloadSearch } from '../../../../shared/contract/payload-search.ts';
import { isNotFound } from '../../../api/api-errors.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { StaleMark } from '../../../components/stale-mark.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { MatchList } from './match-list.tsx';
import {
  payloadSearchQuery,
  useCancelPayloadSearch,
  useStartPayloadSearch,
} from './payload-search-queries.ts';
import { useRememberedSearch } from './remembered-search.ts';
import { SearchForm } from './search-form.tsx';
import { SearchState } from './search-state.tsx';

interface PayloadSearchPanelProps {
  hub: string;
  /** Filter text that is understood: the search looks into what it matches. */
  q: string;
  /** Instances that match it. */
  total: number;
}

/** Payloads are in no index: looking into them is a job of its own, bounded and in sight. */
export function PayloadSearchPanel({ hub, q, total }: PayloadSearchPanelProps) {
  const [searchId, remember] = useRememberedSearch(hub);
  const start = useStartPayloadSearch(hub, (search) => remember(search.searchId));
  const options = payloadSearchQuery(hub, searchId ?? '');
  const query = useQuery(searchId === null ? { ...options, queryFn: skipToken } : options);
  // Forgotten by the server: as if it had never been.
  const isKnown = searchId !== null && !isNotFound(query.error);
  const isRunning = isKnown && query.data?.state === 'running';

  return (
    <section aria-label="Search inside payloads" className="flex flex-col gap-3 px-4 py-3">
      {!isRunning && <SearchForm q={q} total={total} isBusy={start.isPending} onStart={start.mutate} />}
      {start.error !== null && <ErrorNotice error={start.error} />}
      {isKnown && query.data === undefined && query.error === null && <SkeletonLines lines={2} />}
      {isKnown && query.error !== null && query.data === undefined && (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      )}
      {isKnown && query.data !== undefined && (
        <>
          {query.error !== null && (
            <StaleMark
              error={query.error}
              dataUpdatedAtMs={query.dataUpdatedAt}
              onRetry={() => void query.refetch()}
              isRetrying={query.isFetching}
            />
          )}
          <FoundSoFar hub={hub} q={q} search={query.data} onForget={() => remember(null)} />
        </>
      )}
    </section>
  );
}

interface FoundSoFarProps {
  hub: string;
  q: string;
  search: PayloadSearch;
  onForget: () => void;
}

function FoundSoFar({ hub, q, search, onForget }: FoundSoFarProps) {
  const cancel = useCancelPayloadSearch(hub);
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 wrap-anywhere">
          Looking for <strong>{toVisibleText(search.text)}</strong> in {search.places.join(' and ')}
          {search.q !== q && <> of what matches {search.q === '' ? 'no filter' : <code>{search.q}</code>}</>}
        </p>
        {search.state === 'running' ? (
          <Button isBusy={cancel.isPending} onClick={() => cancel.mutate(search.searchId)}>
            Cancel the search
          </Button>
        ) : (
          <Button look="quiet" onClick={onForget}>
            Clear
          </Button>
        )}
      </div>
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
      <SearchState search={search} />
      <MatchList hub={hub} search={search} />
    </>
  );
}
