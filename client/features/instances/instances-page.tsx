import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useColumns } from './columns/use-columns.ts';
import { usePanelShown } from './facets/panel-memory.ts';
import { sortOf, type InstanceListSearch } from './instance-list-search.ts';
import type { ListQuestion } from './instances-queries.ts';
import { ListToolbar } from './list-toolbar.tsx';
import type { OpenRowMenu } from './row-menu/row-menu.tsx';
import { useSelection } from './selection/use-selection.ts';
import { InstancesTable } from './table/instances-table.tsx';
import { FirstRows } from './table/row-states.tsx';
import { useIsDrawn } from './use-is-drawn.ts';
import { useInstanceList, type InstanceList } from './use-instance-list.ts';
import { useQuestion } from './use-question.ts';
import { useRowActions } from './use-row-actions.ts';

// Nothing of this is needed to draw the first rows, which come sooner without it.
const FilterBar = lazy(async () => ({ default: (await import('./filter/filter-bar.tsx')).FilterBar }));
const EmptyList = lazy(async () => ({ default: (await import('./filter/empty-list.tsx')).EmptyList }));
const FacetPanel = lazy(async () => ({ default: (await import('./facets/facet-panel.tsx')).FacetPanel }));
const ListHistogram = lazy(async () => ({ default: (await import('./list-histogram.tsx')).ListHistogram }));
const FurtherPages = lazy(async () => ({
  default: (await import('./table/further-pages.tsx')).FurtherPages,
}));
const ListFollower = lazy(async () => ({ default: (await import('./live/list-follower.tsx')).ListFollower }));
const SelectionBar = lazy(async () => ({
  default: (await import('./selection/selection-bar.tsx')).SelectionBar,
}));
const RowMenu = lazy(async () => ({ default: (await import('./row-menu/row-menu.tsx')).RowMenu }));

const route = getRouteApi('/hubs/$hub/instances');

export function InstancesPage() {
  const { hub } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const question = useQuestion(search);

  function replaceSearch(changed: Partial<InstanceListSearch>): Promise<void> {
    return navigate({ search: (now) => ({ ...now, ...changed }), replace: true, resetScroll: false });
  }

  function change(changed: Partial<InstanceListSearch>): void {
    void replaceSearch(changed);
  }

  const layout = useColumns(hub, search, change);
  const list = useInstanceList(hub, question, { density: layout.density, isLive: search.live === 'on' });
  const text = search.q ?? '';
  const onTextChange = (q: string) => change({ q: q === '' ? undefined : q });
  const filter = { hub, text, onTextChange };
  const { head } = list;
  const isDrawn = useIsDrawn(head !== null || list.query.error !== null);
  const [hasFacets] = usePanelShown();
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
        />
        <Suspense fallback={<div className="h-17" />}>
          {isDrawn ? <FilterBar {...filter} /> : <div className="h-17" />}
        </Suspense>
      </div>
      <div className="flex min-h-0 flex-1">
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
          <ListBody {...{ hub, search, question, layout, list, isDrawn, onTextChange, replaceSearch }}>
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
  return search.histogram === 'off' ? null : <div className="h-36 shrink-0" />;
}

interface ListBodyProps {
  hub: string;
  search: InstanceListSearch;
  question: ListQuestion | null;
  layout: ReturnType<typeof useColumns>;
  list: InstanceList;
  isDrawn: boolean;
  onTextChange: (text: string) => void;
  replaceSearch: (change: Partial<InstanceListSearch>) => Promise<void>;
  children: ReactNode;
}

function ListBody({ hub, search, question, layout, list, replaceSearch, ...rest }: ListBodyProps) {
  const navigate = route.useNavigate();
  const { head, pages, query } = list;
  const selection = useSelection(JSON.stringify([hub, question?.q]));
  const [menu, setMenu] = useState<OpenRowMenu | null>(null);
  const selectedLater = useRef(0);

  async function keepSelected(selected: string): Promise<void> {
    window.clearTimeout(selectedLater.current);
    if (selected !== search.selected) await replaceSearch({ selected });
  }

  const actions = useRowActions({
    head,
    entries: pages.entries,
    inView: list.scroll.inView,
    selection,
    onMenu: (entry, place) => setMenu({ entry, place }),
    onOpen: (instanceId, kind) => {
      const to = kind === 'entity' ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId';
      // First here, so that the way back leads to the same row.
      void keepSelected(instanceId).then(() => navigate({ to, params: { hub, instanceId } }));
    },
  });

  if (head === null && query.error !== null)
    return (
      <div className="p-4">
        <ErrorNotice error={query.error} onRetry={list.retry} isRetrying={query.isFetching} />
      </div>
    );
  return (
    <div className="relative min-h-0 flex-1">
      <InstancesTable
        hub={hub}
        total={head?.total ?? 0}
        pages={pages}
        list={list.scroll}
        layout={layout}
        selection={selection}
        currentId={search.selected}
        onCurrent={({ listed }) => {
          window.clearTimeout(selectedLater.current);
          // Walking through rows with the arrow keys is not a change of address a row.
          selectedLater.current = window.setTimeout(() => void keepSelected(listed.row.instanceId), 400);
        }}
        {...sortOf(search)}
        onSort={(sort, order) => void replaceSearch({ sort, order })}
        actions={actions}
        isBusy={query.isPlaceholderData}
        isComplete={rest.isDrawn}
      >
        {head === null && <FirstRows />}
        {rest.children}
      </InstancesTable>
      <Suspense>
        {rest.isDrawn && head !== null && (
          <>
            <FurtherPages head={head} range={pages.range} onFurther={pages.onFurther} />
            {question !== null && (
              <ListFollower
                head={head}
                pages={pages}
                question={question}
                readAtMs={query.dataUpdatedAt}
                isFollowing={list.isFollowing}
                onRefresh={list.refresh}
              />
            )}
          </>
        )}
      </Suspense>
      <Suspense>
        {selection.count > 0 && head !== null && <SelectionBar head={head} selection={selection} />}
        {menu !== null && (
          <RowMenu
            {...menu}
            hub={hub}
            text={search.q ?? ''}
            onTextChange={rest.onTextChange}
            actions={actions}
            onClose={() => setMenu(null)}
          />
        )}
      </Suspense>
    </div>
  );
}
