import { getRouteApi } from '@tanstack/react-router';
import { lazy, memo, Suspense, useCallback, useState } from 'react';
import { classNames } from '../../lib/class-names.ts';
import { useColumns } from './columns/use-columns.ts';
import { usePanelShown } from './facets/panel-memory.ts';
import { FilterRoom } from './filter/filter-room.tsx';
import type { InstanceListSearch } from './instance-list-search.ts';
import { ListBody } from './list-body.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import type { RenderSelected } from './selection/selection-bar.tsx';
import { useInstanceList } from './use-instance-list.ts';
import { useIsDrawn } from './use-is-drawn.ts';
import { useQuestion } from './use-question.ts';

// Nothing of this is needed to draw the first rows, which come sooner without it; what has no part in scrolling is kept out of it.
const FilterBar = lazy(async () => ({ default: memo((await import('./filter/filter-bar.tsx')).FilterBar) }));
const EmptyList = lazy(async () => ({ default: (await import('./filter/empty-list.tsx')).EmptyList }));
const FacetPanel = lazy(async () => ({
  default: memo((await import('./facets/facet-panel.tsx')).FacetPanel),
}));
const ListHistogram = lazy(async () => ({
  default: memo((await import('./list-histogram.tsx')).ListHistogram),
}));
const PayloadSearchPanel = lazy(async () => ({
  default: (await import('./payload-search/payload-search-panel.tsx')).PayloadSearchPanel,
}));

const route = getRouteApi('/hubs/$hub/instances');

interface InstancesPageProps {
  /** What other features do with selected rows. */
  renderSelected?: RenderSelected;
}

export function InstancesPage({ renderSelected }: InstancesPageProps) {
  const { hub } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const question = useQuestion(search);

  const replaceSearch = useCallback(
    (changed: Partial<InstanceListSearch>): Promise<void> =>
      navigate({ search: (now) => ({ ...now, ...changed }), replace: true, resetScroll: false }),
    [navigate],
  );
  const change = useCallback(
    (changed: Partial<InstanceListSearch>) => void replaceSearch(changed),
    [replaceSearch],
  );

  const layout = useColumns(hub, search, change);
  const list = useInstanceList(hub, question, {
    density: layout.density,
    isLive: search.live === 'on',
    selected: search.selected,
  });
  const text = search.q ?? '';
  const onTextChange = useCallback((q: string) => change({ q: q === '' ? undefined : q }), [change]);
  const filter = { hub, text, onTextChange };
  const { head } = list;
  const isDrawn = useIsDrawn(head !== null || list.query.error !== null);
  const [hasFacets] = usePanelShown();
  const [isFieldWanted, setIsFieldWanted] = useState(false);
  const filterRoom = <FilterRoom onFieldWanted={() => setIsFieldWanted(true)} />;
  const [isSearchingPayloads, setIsSearchingPayloads] = useState(false);
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-col gap-2 border-b border-line px-4 py-2">
        <ListToolbar
          hub={hub}
          search={search}
          list={list}
          layout={layout}
          isDrawn={isDrawn}
          onChange={change}
          isSearchingPayloads={isSearchingPayloads}
          onSearchPayloads={setIsSearchingPayloads}
        />
        <Suspense fallback={filterRoom}>
          {isDrawn ? <FilterBar {...filter} isFieldWanted={isFieldWanted} /> : filterRoom}
        </Suspense>
      </div>
      {/* Where rows would find no room, they get most of a window of their own, and the page scrolls. */}
      <div className="flex min-h-0 flex-1 cramped:h-[max(85dvh,26rem)] cramped:flex-none">
        <Suspense fallback={<FacetRoom isOpen={hasFacets} />}>
          {isDrawn ? <FacetPanel {...filter} /> : <FacetRoom isOpen={hasFacets} />}
        </Suspense>
        <div className="flex min-w-0 flex-1 flex-col">
          <Suspense fallback={<HistogramRoom search={search} />}>
            {isDrawn ? (
              <ListHistogram {...filter} q={question?.q ?? ''} search={search} onChange={change} />
            ) : (
              <HistogramRoom search={search} />
            )}
          </Suspense>
          {isSearchingPayloads && head !== null && (
            <div className="max-h-[45vh] shrink-0 overflow-y-auto border-b border-line">
              <Suspense>
                <PayloadSearchPanel hub={hub} q={head.question.q} total={head.total} />
              </Suspense>
            </div>
          )}
          <ListBody
            {...{ hub, search, question, layout, list, isDrawn, onTextChange, replaceSearch, renderSelected }}
          >
            {head?.total === 0 && (
              <Suspense>
                <EmptyList {...filter} coverage={head.coverage} />
              </Suspense>
            )}
          </ListBody>
        </div>
      </div>
    </div>
  );
}

/** What comes later takes no room from the rows when it comes. */
function FacetRoom({ isOpen }: { isOpen: boolean }) {
  return <div className={classNames('w-9 shrink-0 border-r border-line', isOpen && 'min-[1200px]:w-64')} />;
}

function HistogramRoom({ search }: { search: InstanceListSearch }) {
  if (search.histogram === 'off') return null;
  return <div className={classNames('h-36 shrink-0', search.histogram === undefined && 'cramped:hidden')} />;
}
