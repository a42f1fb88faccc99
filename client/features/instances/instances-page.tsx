import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { sortColumns } from '../../../shared/contract/instances.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FilterBar } from './filter-bar.tsx';
import { sortOf, type InstanceListFilter } from './instance-list-search.ts';
import { instanceListQuery } from './instances-queries.ts';
import { InstancesTable } from './instances-table.tsx';
import { LoadingRows, NextPageFailure } from './list-end.tsx';
import { ListFreshness, ListHeading } from './list-summary.tsx';
import { uniqueRows } from './unique-rows.ts';
import { useLiveList } from './use-live-list.ts';

const EmptyList = lazy(async () => ({ default: (await import('./empty-list.tsx')).EmptyList }));

const route = getRouteApi('/hubs/$hub/instances');

export function InstancesPage() {
  const { hub } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(instanceListQuery(hub, search));
  const rows = useMemo(() => uniqueRows(list.data?.pages.flatMap((page) => page.rows) ?? []), [list.data]);
  const live = useLiveList(hub, search, { rows, readAtMs: list.dataUpdatedAt });
  const answer = list.data?.pages.at(0) ?? null;

  function filter(change: Partial<InstanceListFilter>): void {
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  }

  function sortBy(column: string, order: 'asc' | 'desc'): void {
    const sort = sortColumns.find((known) => known === column);
    if (sort !== undefined) void navigate({ search: (now) => ({ ...now, sort, order }), replace: true });
  }

  function clear(): void {
    filter({ status: undefined, kind: undefined, name: undefined, idPrefix: undefined });
  }

  function loadMore(): void {
    const isBlocked = list.isFetching || list.isFetchNextPageError || list.isPlaceholderData;
    if (list.hasNextPage && !isBlocked) void list.fetchNextPage();
  }

  const retry = () => void list.refetch();
  const stale = list.isRefetchError
    ? {
        error: list.error,
        dataUpdatedAtMs: list.dataUpdatedAt,
        onRetry: retry,
        isRetrying: list.isFetching,
      }
    : null;
  return (
    <div className="flex h-full flex-col">
      <FilterBar
        hub={hub}
        search={search}
        onFilter={filter}
        onClear={clear}
        heading={<ListHeading total={answer?.total ?? null} />}
        note={
          <ListFreshness
            hub={hub}
            answer={answer && { coverage: answer.coverage, readAtMs: list.dataUpdatedAt }}
            stale={stale}
          />
        }
      />
      {list.data === undefined && list.error !== null ? (
        <div className="p-4">
          <ErrorNotice error={list.error} onRetry={retry} isRetrying={list.isFetching} />
        </div>
      ) : (
        <InstancesTable
          hub={hub}
          rows={rows}
          total={answer?.total ?? 0}
          {...sortOf(search)}
          onSort={sortBy}
          onTopChange={live.onTopChange}
          onNearEnd={loadMore}
          listKey={JSON.stringify(search)}
          changes={live.changes}
        >
          {list.data === undefined && <LoadingRows count={20} />}
          {answer !== null && rows.length === 0 && (
            <Suspense>
              <EmptyList search={search} coverage={answer.coverage} onFilter={filter} />
            </Suspense>
          )}
          {list.isFetchNextPageError && (
            <NextPageFailure
              error={list.error}
              onRetry={() => void list.fetchNextPage()}
              isRetrying={list.isFetchingNextPage}
            />
          )}
        </InstancesTable>
      )}
    </div>
  );
}
