import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getEntity, readEntityActivity } from '../../../shared/contract/entities.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import type { FilterTerm } from '../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { isNotFound } from '../../api/api-errors.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { instanceLevel, pagedLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';
import type { EntitiesSearch } from './entities-search.ts';

const pageRows = 200;

function idPrefixOf(prefix: string): string {
  return prefix.startsWith('@') ? prefix : `@${prefix}`;
}

/** Filter text of the entities that the list shows. */
export function entityFilter(prefix: string | undefined): string {
  const isEntity: FilterTerm = { isNegated: false, field: 'kind', values: ['entity'] };
  if (prefix === undefined) return printFilter([isEntity]);
  const patterns = [[idPrefixOf(prefix), '']];
  return printFilter([isEntity, { isNegated: false, field: 'id', path: null, patterns }]);
}

export function entityListQuery(hub: string, search: EntitiesSearch) {
  const { prefix, sort = 'createdAt', order = 'desc' } = search;
  const q = entityFilter(prefix);
  return infiniteQueryOptions({
    queryKey: [...pagedLevel(hub), 'entities', q, sort, order],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        q,
        sort,
        order,
        limit: pageRows,
        ...(pageParam !== null && { cursor: pageParam }),
      };
      return callEndpoint(listInstances, { params: { hub }, query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function entityQuery(hub: string, instanceId: string) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'entity'],
    queryFn: ({ signal }) => callEndpoint(getEntity, { params: { hub, instanceId } }, signal),
    refetchInterval: ({ state }) => (isNotFound(state.error) ? false : refresh.entityMs),
  });
}

/** `rowVersion` says that it did something since. */
export function entityActivityQuery(hub: string, instanceId: string, rowVersion: string) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'entity activity', rowVersion],
    queryFn: ({ signal }) => callEndpoint(readEntityActivity, { params: { hub, instanceId } }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refresh.entityActivityMs,
  });
}
