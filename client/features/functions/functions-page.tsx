import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { RefreshCw, Waypoints } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import type { FunctionsMap, FunctionsState } from '../../../shared/contract/functions-map.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { FunctionPanel } from './function-panel.tsx';
import { FunctionTable } from './function-table.tsx';
import { functionsQuery, useStartSampling } from './functions-queries.ts';
import { functionsSearch, type FunctionsSearch } from './functions-search.ts';
import { FunctionsToolbar } from './functions-toolbar.tsx';
import { boundsWords, SampledNote, SamplingProgress } from './sampling-state.tsx';
import { shownFunctions } from './shown-functions.ts';

const route = getRouteApi('/hubs/$hub/functions');
const FunctionGraph = lazy(() =>
  import('./graph/function-graph.tsx').then((module) => ({ default: module.FunctionGraph })),
);

type Change = (part: FunctionsSearch) => void;

function NothingRead({ hub, isRunning }: { hub: string; isRunning: boolean }) {
  const start = useStartSampling(hub);
  return (
    <EmptyState
      title={isRunning ? 'Nothing read yet' : 'No histories have been read for the map'}
      icon={Waypoints}
    >
      <p>The map shows who calls what, as histories tell. {boundsWords}</p>
      {!isRunning && (
        <Button
          look="primary"
          className="mt-3"
          isBusy={start.isPending}
          onClick={() => start.mutate({ focus: null })}
        >
          Read histories
        </Button>
      )}
      {start.error !== null && (
        <div className="mt-3 text-left">
          <ErrorNotice error={start.error} />
        </div>
      )}
    </EmptyState>
  );
}

interface FunctionsViewProps {
  hub: string;
  map: FunctionsMap;
  state: FunctionsState;
  search: FunctionsSearch;
  onChange: Change;
}

function FunctionsView({ hub, map, state, search, onChange }: FunctionsViewProps) {
  const shown = useMemo(() => shownFunctions(map, search), [map, search]);
  const selected = map.nodes.find(({ key }) => key === search.fn);
  const select = (key: string | undefined) => onChange({ fn: key });
  if (map.nodes.length === 0)
    return (
      <EmptyState title="No orchestrations to read" icon={Waypoints}>
        The map is drawn from histories of orchestrations; this task hub has none so far.
      </EmptyState>
    );
  return (
    <>
      <FunctionsToolbar search={search} onChange={onChange} />
      <div className="flex flex-col border-y border-line lg:h-[max(28rem,calc(100dvh-10.5rem))] lg:flex-row">
        <div className="min-h-0 min-w-0 flex-1 overflow-auto max-lg:h-[60dvh] max-lg:flex-none">
          {shown.nodes.length === 0 ? (
            <EmptyState title="No function matches">
              {plural(map.nodes.length, 'function')} in the map; none is left with this search.
            </EmptyState>
          ) : search.view === 'table' ? (
            <FunctionTable
              shown={shown}
              order={search.order ?? 'calls'}
              selectedKey={search.fn}
              onOrder={(order) => onChange({ order: order === 'calls' ? undefined : order })}
              onSelect={select}
            />
          ) : (
            <Suspense fallback={<Skeleton className="m-4 h-32" />}>
              <FunctionGraph shown={shown} selectedKey={search.fn} onSelect={select} />
            </Suspense>
          )}
        </div>
        {selected !== undefined && state.sampling !== null && (
          <FunctionPanel
            hub={hub}
            map={map}
            node={selected}
            sampling={state.sampling}
            onSelect={select}
            onClose={() => select(undefined)}
          />
        )}
      </div>
      {map.unnamedSteps + map.callsLeftOut > 0 && (
        <p className="px-4 py-1.5 text-sm text-ink-muted">
          {map.unnamedSteps > 0 && <>{plural(map.unnamedSteps, 'step')} did not say what was called. </>}
          {map.callsLeftOut > 0 && (
            <>{plural(map.callsLeftOut, 'call')} of more functions than the map can hold left out.</>
          )}
        </p>
      )}
    </>
  );
}

function ReadAgain({ hub, isRunning }: { hub: string; isRunning: boolean }) {
  const start = useStartSampling(hub);
  return (
    <>
      {start.error !== null && <ErrorNotice error={start.error} />}
      <Button
        icon={RefreshCw}
        title={boundsWords}
        isBusy={start.isPending || isRunning}
        onClick={() => start.mutate({ focus: null })}
      >
        Read again
      </Button>
    </>
  );
}

function headingOf(map: FunctionsMap | null | undefined): string {
  return map == null ? 'Who calls what' : `${formatCount(map.nodes.length)} functions`;
}

/** Who calls what in this task hub, and who would miss a function. */
export function FunctionsPage() {
  const { hub } = route.useParams();
  const raw = route.useSearch();
  const navigate = route.useNavigate();
  const search = useMemo(() => functionsSearch.parse(raw), [raw]);
  const query = useQuery(functionsQuery(hub));
  const state = query.data;
  const isRunning = state?.sampling?.state === 'running';

  const change: Change = (part) => {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  };
  return (
    <>
      <header className="px-4 pt-3 pb-1">
        <h1 className="text-xl font-semibold">Functions</h1>
      </header>
      <Panel
        title={headingOf(state?.map)}
        query={query}
        isFlush
        actions={
          state?.mapOf != null && (
            <>
              <SampledNote mapOf={state.mapOf} />
              <ReadAgain hub={hub} isRunning={isRunning} />
            </>
          )
        }
        skeleton={<Skeleton className="m-4 h-64" />}
      >
        {(shown) => (
          <>
            {shown.sampling !== null && <SamplingProgress hub={hub} sampling={shown.sampling} />}
            {shown.map === null ? (
              <NothingRead hub={hub} isRunning={isRunning} />
            ) : (
              <FunctionsView hub={hub} map={shown.map} state={shown} search={search} onChange={change} />
            )}
          </>
        )}
      </Panel>
    </>
  );
}
