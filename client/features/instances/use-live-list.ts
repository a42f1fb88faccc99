import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { useHubChange } from '../../api/use-hub-changes.ts';
import { countChanges } from './count-changes.ts';
import type { InstanceListSearch } from './instance-list-search.ts';
import { instanceListQuery, newestPageQuery, type InstancePages } from './instances-queries.ts';

interface LiveList {
  /** Rows that would come or change with a refresh; 0 while the list refreshes by itself. */
  readonly changes: number;
  /** To be told by whoever scrolls. */
  readonly onTopChange: (isAtTop: boolean) => void;
}

interface ShownList {
  readonly rows: readonly InstanceRow[];
  /** Milliseconds since 1970. */
  readonly readAtMs: number;
}

function firstPageOnly(pages: InstancePages | undefined): InstancePages | undefined {
  return pages && { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) };
}

/** At its top the list follows the hub; further down it stays still and says what a refresh would bring. */
export function useLiveList(hub: string, search: InstanceListSearch, shown: ShownList): LiveList {
  const queryClient = useQueryClient();
  const [isAtTop, setIsAtTop] = useState(true);
  const { queryKey } = instanceListQuery(hub, search);
  const newestQuery = newestPageQuery(hub, search);
  const newest = useQuery(isAtTop ? { ...newestQuery, queryFn: skipToken } : newestQuery);

  function refresh(): void {
    // Reading the further pages again would cost a request each, for rows nobody looks at.
    queryClient.setQueryData<InstancePages>(queryKey, firstPageOnly);
    void queryClient.invalidateQueries({ queryKey });
  }

  function onTopChange(isNowAtTop: boolean): void {
    setIsAtTop(isNowAtTop);
    if (isNowAtTop) refresh();
  }

  useHubChange(hub, () => isAtTop && refresh());
  // An answer from before the list was read says nothing about what came after.
  const isNewer = newest.data !== undefined && newest.dataUpdatedAt > shown.readAtMs;
  const changes = isAtTop || !isNewer ? 0 : countChanges(shown.rows, newest.data.rows);
  return { changes, onTopChange };
}
