import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ChartColumn, Hourglass } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { validFilter } from '../../../shared/domain/instance-filter/edit-filter.ts';
import { coverageNow } from '../../api/coverage-now.ts';
import { useHubFeed } from '../../api/use-hub-changes.ts';
import { CoverageNote } from '../../components/coverage-note.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterLine } from '../../components/filter-line.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { usePreferences } from '../../lib/preferences.ts';
import { useNow } from '../../lib/use-now.ts';
import { throughputQuery, type Throughput } from './throughput-queries.ts';
import type { ThroughputSearch } from './throughput-search.ts';
import { ThroughputToolbar } from './throughput-toolbar.tsx';
import { chosenWindow, fixedSearch, presetSearch, windowAt } from './throughput-window.ts';
import { isNothing } from './throughput-words.ts';
import { TotalsView } from './totals-view.tsx';

const ThroughputCharts = lazy(async () => ({
  default: (await import('./throughput-charts.tsx')).ThroughputCharts,
}));

const route = getRouteApi('/hubs/$hub/throughput');

function ChartsSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-6 px-4 py-3">
      <span className="sr-only">Loading</span>
      {['h-[220px]!', 'h-[160px]!', 'h-[200px]!'].map((height) => (
        <Skeleton key={height} className={height} />
      ))}
    </div>
  );
}

function NothingHappened({ answer }: { answer: Throughput }) {
  if (answer.coverage.asOf === null)
    return (
      <EmptyState title="Nothing found in this window so far" icon={Hourglass}>
        This task hub is not read to its end yet; bars appear here as instances are found.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing started or ended in this window" icon={ChartColumn}>
      Bars appear here as soon as an instance that matches starts or ends.{' '}
      {answer.oldest !== null && (
        <>
          The oldest instance of this task hub was created <InstantText instant={answer.oldest} />.
        </>
      )}
    </EmptyState>
  );
}

export function ThroughputPage() {
  const { hub } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { timeZone: zone } = usePreferences();
  const feed = useHubFeed(hub);
  const nowMs = useNow(5_000);
  const { q: text = '' } = search;
  const chosen = chosenWindow(search);
  const query = useQuery(throughputQuery(hub, validFilter(text, zone), chosen));
  const answer = query.data;

  function change(part: Partial<ThroughputSearch>, replace = true): void {
    void navigate({ search: (before) => ({ ...before, ...part }), replace });
  }
  return (
    <>
      <header className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 pt-3 pb-1">
        <h1 className="text-xl font-semibold">Throughput</h1>
        <FilterLine
          hub={hub}
          text={text}
          onTextChange={(next) => change({ q: next === '' ? undefined : next })}
        />
      </header>
      <ThroughputToolbar
        hub={hub}
        q={text}
        zone={zone}
        chosen={chosen}
        window={windowAt(chosen, nowMs)}
        onPreset={(preset) => change(presetSearch(preset), false)}
        onWindow={(window) => change(fixedSearch(window), false)}
      />
      <Panel
        title="The window and the one before"
        query={query}
        isFlush
        actions={
          answer && (
            <CoverageNote
              coverage={coverageNow({ coverage: answer.coverage, readAtMs: query.dataUpdatedAt }, feed)}
              connection={feed.connection}
            />
          )
        }
        skeleton={<ChartsSkeleton />}
      >
        {(shown) => (
          <>
            <TotalsView answer={shown} />
            {isNothing(shown.all.totals) ? (
              <NothingHappened answer={shown} />
            ) : (
              <Suspense fallback={<ChartsSkeleton />}>
                <ThroughputCharts
                  hub={hub}
                  q={text}
                  zone={zone}
                  answer={shown}
                  readAtMs={query.dataUpdatedAt}
                  search={search}
                  onChange={change}
                  onWindow={(window) => change(fixedSearch(window), false)}
                />
              </Suspense>
            )}
          </>
        )}
      </Panel>
    </>
  );
}
