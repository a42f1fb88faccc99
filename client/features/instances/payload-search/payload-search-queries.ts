import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { BodyOf } from '../../../../shared/contract/endpoint.ts';
import {
  cancelPayloadSearch,
  getPayloadSearch,
  startPayloadSearch,
  type PayloadSearch,
} from '../../../../shared/contract/payload-search.ts';
import { isNotFound } from '../../../api/api-errors.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { hubLevel } from '../../../api/query-levels.ts';
import { refresh } from '../../../api/refresh.ts';

function searchKey(hub: string, searchId: string) {
  return [...hubLevel(hub), 'payload-search', searchId] as const;
}

/** Read again while it runs; a search that has ended, or is forgotten, stays as it is. */
export function payloadSearchQuery(hub: string, searchId: string) {
  return queryOptions({
    queryKey: searchKey(hub, searchId),
    queryFn: ({ signal }) => callEndpoint(getPayloadSearch, { params: { hub, searchId } }, signal),
    refetchInterval: ({ state }) => {
      const isOver = state.data !== undefined && state.data.state !== 'running';
      return isOver || isNotFound(state.error) ? false : refresh.payloadSearchMs;
    },
    staleTime: Infinity,
  });
}

function keep(queryClient: QueryClient, hub: string, search: PayloadSearch): void {
  queryClient.setQueryData(searchKey(hub, search.searchId), search);
}

export function useStartPayloadSearch(hub: string, onStarted: (search: PayloadSearch) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<typeof startPayloadSearch>) =>
      callEndpoint(startPayloadSearch, { params: { hub }, body }),
    onSuccess: (search) => {
      keep(queryClient, hub, search);
      onStarted(search);
    },
  });
}

export function useCancelPayloadSearch(hub: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (searchId: string) =>
      callEndpoint(cancelPayloadSearch, { params: { hub, searchId }, body: {} }),
    onSuccess: async (search) => {
      // An answer on its way still says that it runs.
      await queryClient.cancelQueries({ queryKey: searchKey(hub, search.searchId) });
      keep(queryClient, hub, search);
    },
  });
}
