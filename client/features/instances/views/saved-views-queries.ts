import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  deleteView,
  listSavedViews,
  saveView,
  setDefaultView,
} from '../../../../shared/contract/saved-views.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { hubLevel } from '../../../api/query-levels.ts';
import { deleteOwnView, saveOwnView, setOwnDefault } from './own-views.ts';

export function sharedViewsQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'saved-views'],
    queryFn: ({ signal }) => callEndpoint(listSavedViews, { params: { hub } }, signal),
  });
}

/** Who sees a view. */
export type ViewScope = 'own' | 'shared';

export type ViewChange =
  | { readonly do: 'save'; readonly name: string; readonly search: string; readonly replaces?: string }
  | { readonly do: 'delete'; readonly viewId: string }
  | { readonly do: 'default'; readonly viewId: string | null };

function changeOwn(hub: string, change: ViewChange): void {
  if (change.do === 'save') saveOwnView(hub, change);
  else if (change.do === 'delete') deleteOwnView(hub, change.viewId);
  else setOwnDefault(hub, change.viewId);
}

async function changeShared(hub: string, change: ViewChange): Promise<void> {
  const params = { hub };
  if (change.do === 'save') {
    const { name, search, replaces } = change;
    await callEndpoint(saveView, { params, body: { name, search, replaces } });
  } else if (change.do === 'delete') {
    await callEndpoint(deleteView, { params: { hub, viewId: change.viewId }, body: {} });
  } else {
    await callEndpoint(setDefaultView, { params, body: { viewId: change.viewId } });
  }
}

/** One change of a view; `error` belongs to the place where it was asked for. */
export function useViewChange(hub: string, scope: ViewScope) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (change: ViewChange) => {
      if (scope === 'own') changeOwn(hub, change);
      else await changeShared(hub, change);
    },
    onSettled: () => scope === 'shared' && queryClient.invalidateQueries(sharedViewsQuery(hub)),
  });
}
