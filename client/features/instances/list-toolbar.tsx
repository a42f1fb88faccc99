import { lazy, Suspense } from 'react';
import type { ListActionsProps } from './list-actions.tsx';
import { ListFreshness, ListHeading } from './list-summary.tsx';

const ListActions = lazy(async () => ({ default: (await import('./list-actions.tsx')).ListActions }));

interface ListToolbarProps extends ListActionsProps {
  /** The first rows are on the screen. */
  isDrawn: boolean;
}

export function ListToolbar({ isDrawn, ...actions }: ListToolbarProps) {
  const { hub, list } = actions;
  const { head, query } = list;
  const stale = query.isRefetchError &&
    query.error !== null && {
      error: query.error,
      dataUpdatedAtMs: query.dataUpdatedAt,
      onRetry: list.retry,
      isRetrying: query.isFetching,
    };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ListHeading total={head?.total ?? null} isPartial={head?.coverage.asOf === null} />
      <ListFreshness
        hub={hub}
        answer={head && { coverage: head.coverage, readAtMs: query.dataUpdatedAt }}
        stale={stale || null}
      />
      <div className="ml-auto flex min-h-7 flex-wrap items-center gap-2">
        <Suspense>{isDrawn && <ListActions {...actions} />}</Suspense>
      </div>
    </div>
  );
}
