import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  type InfiniteData,
} from '@tanstack/react-query';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import { instanceFacets, listInstances } from '../../../shared/contract/instances.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { indexLevel, pagedLevel } from '../../api/query-levels.ts';
import { filterOf, sortOf, type InstanceListSearch } from './instance-list-search.ts';

export type InstancePage = ResultOf<typeof listInstances>;
export type InstancePages = InfiniteData<InstancePage, string | null>;

const pageRows = 100;

/** The list in pages. It never refreshes by itself: see `use-live-list.ts`. */
export function instanceListQuery(hub: string, search: InstanceListSearch) {
  const filter = filterOf(search);
  const order = sortOf(search);
  return infiniteQueryOptions({
    queryKey: [...pagedLevel(hub), 'instances', filter, order],
    queryFn: ({ pageParam, signal }) =>
      callEndpoint(
        listInstances,
        {
          params: { hub },
          query: { ...filter, ...order, limit: pageRows, ...(pageParam !== null && { cursor: pageParam }) },
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: InstancePage) => last.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** The first page as it would be read now, beside the list that stays as it is. */
export function newestPageQuery(hub: string, search: InstanceListSearch) {
  const filter = filterOf(search);
  const order = sortOf(search);
  return queryOptions({
    queryKey: [...indexLevel(hub), 'newest-instances', filter, order],
    queryFn: ({ signal }) =>
      callEndpoint(
        listInstances,
        { params: { hub }, query: { ...filter, ...order, limit: pageRows } },
        signal,
      ),
  });
}

export function instanceFacetsQuery(hub: string, search: InstanceListSearch) {
  const filter = filterOf(search);
  return queryOptions({
    queryKey: [...indexLevel(hub), 'instance-facets', filter],
    queryFn: ({ signal }) => callEndpoint(instanceFacets, { params: { hub }, query: filter }, signal),
    placeholderData: keepPreviousData,
  });
}
