import { useNavigate, type HistoryState } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import type { ListLayout } from './columns/use-columns.ts';
import { sortOf, type InstanceListSearch } from './instance-list-search.ts';
import type { ListQuestion } from './instances-queries.ts';
import type { OpenRowMenu } from './row-menu/row-menu.tsx';
import type { RenderSelected } from './selection/selection-bar.tsx';
import { useSelection } from './selection/use-selection.ts';
import { InstancesTable } from './table/instances-table.tsx';
import { FirstRows } from './table/row-states.tsx';
import type { InstanceList } from './use-instance-list.ts';
import { useRowActions } from './use-row-actions.ts';

const FurtherPages = lazy(async () => ({
  default: (await import('./table/further-pages.tsx')).FurtherPages,
}));
const ListFollower = lazy(async () => ({ default: (await import('./live/list-follower.tsx')).ListFollower }));
const SelectionBar = lazy(async () => ({
  default: (await import('./selection/selection-bar.tsx')).SelectionBar,
}));
const RowMenu = lazy(async () => ({ default: (await import('./row-menu/row-menu.tsx')).RowMenu }));

interface ListBodyProps {
  hub: string;
  search: InstanceListSearch;
  question: ListQuestion | null;
  layout: ListLayout;
  list: InstanceList;
  isDrawn: boolean;
  onTextChange: (text: string) => void;
  replaceSearch: (change: Partial<InstanceListSearch>) => Promise<void>;
  renderSelected: RenderSelected | undefined;
  children: ReactNode;
}

/** The list and what follows it and is done with its rows. */
export function ListBody({ hub, search, question, layout, list, replaceSearch, ...rest }: ListBodyProps) {
  const navigate = useNavigate();
  const { head, pages, query } = list;
  const selection = useSelection({ hub, question, readAtMs: query.dataUpdatedAt });
  const [menu, setMenu] = useState<OpenRowMenu | null>(null);
  const selectedLater = useRef(0);

  async function keepSelected(selected: string): Promise<void> {
    window.clearTimeout(selectedLater.current);
    if (selected !== search.selected) await replaceSearch({ selected });
  }

  function open({ instanceId, kind }: InstanceRow, state: HistoryState = {}): void {
    const to = kind === 'entity' ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId';
    // First here, so that the way back leads to the same row.
    void keepSelected(instanceId).then(() => navigate({ to, params: { hub, instanceId }, state }));
  }

  const on = { onMenu: setMenu, onOpen: open };
  const actions = useRowActions({ head, pages, inView: list.scroll.inView, selection, ...on });

  const hasBar = selection.count > 0 || selection.reading !== null || selection.problem !== null;

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
        head={head}
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
            <FurtherPages head={head} pages={pages} />
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
        {hasBar && head !== null && (
          <SelectionBar
            head={head}
            selection={selection}
            columns={layout.columns.map(({ id }) => id)}
            renderSelected={rest.renderSelected}
          />
        )}
        {menu !== null && (
          <RowMenu
            {...menu}
            hub={hub}
            text={search.q}
            onTextChange={rest.onTextChange}
            onOpen={open}
            onClose={() => setMenu(null)}
          />
        )}
      </Suspense>
    </div>
  );
}
