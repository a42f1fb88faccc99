import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Box } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { coverageNow } from '../../api/coverage-now.ts';
import { useHubChange, useHubFeed } from '../../api/use-hub-changes.ts';
import { Button } from '../../components/button.tsx';
import { CoverageNote } from '../../components/coverage-note.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { formatCount } from '../../lib/format-count.ts';
import type { EntitiesSearch, EntitySort } from './entities-search.ts';
import { entityFilter, entityListQuery } from './entity-queries.ts';
import { EntityTable } from './entity-table.tsx';

const route = getRouteApi('/hubs/$hub/entities');

/** A reader who went far down is not interrupted by reading it all again. */
const maxLivePages = 3;

function NoEntities({ prefix }: { prefix: string | undefined }) {
  if (prefix !== undefined)
    return (
      <EmptyState title={`No entity begins with “${prefix}”`}>
        Names and keys are compared exactly.
      </EmptyState>
    );
  return (
    <EmptyState title="No entities in this task hub" icon={Box}>
      They appear here once an orchestration or a client has signalled or called one.
    </EmptyState>
  );
}

interface EntitiesPageProps {
  /** What other features do with all entities of a filter text. */
  renderActions?: (hub: string, q: string) => ReactNode;
}

export function EntitiesPage({ renderActions }: EntitiesPageProps) {
  const { hub } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(entityListQuery(hub, search));
  const feed = useHubFeed(hub);
  const pages = query.data?.pages;
  useHubChange(hub, () => {
    if ((pages?.length ?? 0) <= maxLivePages) void query.refetch();
  });
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const first = pages?.[0];

  function changeSearch(change: EntitiesSearch): void {
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  }
  function sortBy(sort: EntitySort): void {
    const { sort: known = 'createdAt', order = 'desc' } = search;
    changeSearch({ sort, order: sort === known && order === 'asc' ? 'desc' : 'asc' });
  }
  return (
    <>
      <header className="flex flex-wrap items-center gap-3 px-4 pt-3 pb-1">
        <h1 className="text-xl font-semibold">Entities</h1>
        <SearchField
          label="Entities that begin with"
          placeholder="name@key begins with"
          value={search.prefix ?? ''}
          onChange={(text) => changeSearch({ prefix: text === '' ? undefined : text })}
        />
        {first && (
          <CoverageNote
            coverage={coverageNow({ coverage: first.coverage, readAtMs: query.dataUpdatedAt }, feed)}
            connection={feed.connection}
          />
        )}
        <div className="ml-auto">{renderActions?.(hub, entityFilter(search.prefix))}</div>
      </header>
      <Panel
        title={first ? `${formatCount(rows.length)} of ${formatCount(first.total)}` : 'Entities'}
        query={query}
        isFlush
        skeleton={<div className="px-4">{<SkeletonLines lines={8} />}</div>}
        empty={() => (rows.length === 0 ? <NoEntities prefix={search.prefix} /> : null)}
      >
        {() => (
          <>
            <div className="overflow-x-auto">
              <EntityTable hub={hub} rows={rows} search={search} onSort={sortBy} />
            </div>
            {query.hasNextPage && (
              <div className="p-4">
                <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Load more
                </Button>
              </div>
            )}
          </>
        )}
      </Panel>
    </>
  );
}
