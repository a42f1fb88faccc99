import { Columns3, Radio } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import type { ListLayout } from './columns/use-columns.ts';
import type { InstanceListSearch } from './instance-list-search.ts';
import { ListFreshness, ListHeading } from './list-summary.tsx';
import type { InstanceList } from './use-instance-list.ts';

const ColumnMenu = lazy(async () => ({ default: (await import('./columns/column-menu.tsx')).ColumnMenu }));
const ListActions = lazy(async () => ({ default: (await import('./list-actions.tsx')).ListActions }));

interface ListToolbarProps {
  hub: string;
  search: InstanceListSearch;
  list: InstanceList;
  layout: ListLayout;
  /** The first rows are on the screen. */
  isDrawn: boolean;
  onChange: (change: Partial<InstanceListSearch>) => void;
}

export function ListToolbar({ hub, search, list, layout, isDrawn, onChange }: ListToolbarProps) {
  const columnsButton = useRef<HTMLButtonElement>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const { head, query } = list;
  const isLive = search.live === 'on';
  const stale = query.isRefetchError &&
    query.error !== null && {
      error: query.error,
      dataUpdatedAtMs: query.dataUpdatedAt,
      onRetry: list.retry,
      isRetrying: query.isFetching,
    };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ListHeading total={head?.total ?? null} isPartial={head?.coverage.state === 'building'} />
      <ListFreshness
        hub={hub}
        answer={head && { coverage: head.coverage, readAtMs: query.dataUpdatedAt }}
        stale={stale || null}
      />
      <span className="ml-auto flex min-h-7 flex-wrap items-center gap-2">
        <Button
          icon={Radio}
          aria-pressed={isLive}
          title="The top of the list follows the hub by itself"
          className={isLive ? 'border-accent! text-accent' : ''}
          onClick={() => {
            onChange({ live: isLive ? undefined : 'on' });
            if (!isLive) list.refresh();
          }}
        >
          Live
        </Button>
        <Suspense>
          {isDrawn && <ListActions hub={hub} search={{ ...search, ...layout.shared }} onChange={onChange} />}
        </Suspense>
        <Button
          ref={columnsButton}
          icon={Columns3}
          aria-haspopup="dialog"
          aria-expanded={isChoosing}
          onClick={() => setIsChoosing(!isChoosing)}
        >
          Columns
        </Button>
        {isChoosing && (
          <Suspense>
            <ColumnMenu anchor={columnsButton} layout={layout} onClose={() => setIsChoosing(false)} />
          </Suspense>
        )}
      </span>
    </div>
  );
}
