import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import { sortColumns } from '../../../shared/contract/instances.ts';
import { validFilter } from '../../../shared/domain/instance-filter/edit-filter.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { usePreferences } from '../../lib/preferences.ts';
import { useColumns } from './columns/use-columns.ts';
import { FilterBar } from './filter/filter-bar.tsx';
import { sortOf, type InstanceListSearch } from './instance-list-search.ts';
import type { ListQuestion } from './instances-queries.ts';
import { ListToolbar } from './list-toolbar.tsx';
import { NewcomersButton } from './live/newcomers-button.tsx';
import type { OpenRowMenu } from './row-menu/row-menu.tsx';
import { useSelection } from './selection/use-selection.ts';
import { InstancesTable } from './table/instances-table.tsx';
import { FirstRows } from './table/row-states.tsx';
import { useInstanceList, type InstanceList } from './use-instance-list.ts';
import { useRowActions } from './use-row-actions.ts';

const EmptyList = lazy(async () => ({ default: (await import('./filter/empty-list.tsx')).EmptyList }));
const FacetPanel = lazy(async () => ({ default: (await import('./facets/facet-panel.tsx')).FacetPanel }));
const ListHistogram = lazy(async () => ({ default: (await import('./list-histogram.tsx')).ListHistogram }));
const SelectionBar = lazy(async () => ({
  default: (await import('./selection/selection-bar.tsx')).SelectionBar,
}));
const RowMenu = lazy(async () => ({ default: (await import('./row-menu/row-menu.tsx')).RowMenu }));

const route = getRouteApi('/hubs/$hub/instances');

function useQuestion(search: InstanceListSearch): ListQuestion {
  const { timeZone } = usePreferences();
  const { sort, order } = sortOf(search);
  const text = search.q ?? '';
  return useMemo(() => ({ q: validFilter(text, timeZone), sort, order }), [text, timeZone, sort, order]);
}

export function InstancesPage() {
  const { hub } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const question = useQuestion(search);

  function change(changed: Partial<InstanceListSearch>): void {
    void navigate({ search: (now) => ({ ...now, ...changed }), replace: true, resetScroll: false });
  }

  const layout = useColumns(hub, search, change);
  const list = useInstanceList(hub, question, { density: layout.density, isLive: search.live === 'on' });
  const text = search.q ?? '';
  const onTextChange = (q: string) => change({ q: q === '' ? undefined : q });
  const filter = { hub, text, onTextChange };
  const { head } = list;
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-col gap-2 border-b border-line px-4 py-2">
        <ListToolbar hub={hub} search={search} list={list} layout={layout} onChange={change} />
        <FilterBar {...filter} />
      </div>
      <div className="flex min-h-0 flex-1">
        <Suspense fallback={<div className="w-9 shrink-0 border-r border-line min-[1200px]:w-64" />}>
          <FacetPanel {...filter} />
        </Suspense>
        <div className="flex min-w-0 flex-1 flex-col">
          <Suspense>
            <ListHistogram {...filter} q={question.q} search={search} onChange={change} />
          </Suspense>
          <ListBody {...{ hub, search, question, layout, list, onTextChange }} onChange={change}>
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

interface ListBodyProps {
  hub: string;
  search: InstanceListSearch;
  question: ListQuestion;
  layout: ReturnType<typeof useColumns>;
  list: InstanceList;
  onTextChange: (text: string) => void;
  onChange: (change: Partial<InstanceListSearch>) => void;
  children: ReactNode;
}

function ListBody({ hub, search, question, layout, list, onChange, ...rest }: ListBodyProps) {
  const navigate = route.useNavigate();
  const { head, pages, query } = list;
  const selection = useSelection(JSON.stringify([hub, question.q]));
  const [menu, setMenu] = useState<OpenRowMenu | null>(null);
  const selectedLater = useRef(0);

  function keepSelected(selected: string): void {
    window.clearTimeout(selectedLater.current);
    if (selected !== search.selected) onChange({ selected });
  }

  const actions = useRowActions({
    head,
    entries: pages.entries,
    inView: list.scroll.inView,
    selection,
    onMenu: (entry, place) => setMenu({ entry, place }),
    onOpen: (instanceId, kind) => {
      // First here, so that the way back leads to the same row.
      keepSelected(instanceId);
      const to = kind === 'entity' ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId';
      void navigate({ to, params: { hub, instanceId } });
    },
  });

  function sortBy(column: string, order: 'asc' | 'desc'): void {
    const sort = sortColumns.find((known) => known === column);
    if (sort !== undefined) onChange({ sort, order });
  }

  if (head === null && query.error !== null)
    return (
      <div className="p-4">
        <ErrorNotice error={query.error} onRetry={list.retry} isRetrying={query.isFetching} />
      </div>
    );
  return (
    <div className="relative min-h-0 flex-1">
      <NewcomersButton count={list.newcomers} onRefresh={list.refresh} />
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
          selectedLater.current = window.setTimeout(() => keepSelected(listed.row.instanceId), 400);
        }}
        sort={question.sort}
        order={question.order}
        onSort={sortBy}
        actions={actions}
        isBusy={query.isPlaceholderData}
      >
        {head === null && <FirstRows />}
        {rest.children}
      </InstancesTable>
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
