import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { QueryOf } from '../../../../shared/contract/endpoint.ts';
import { instanceFacets } from '../../../../shared/contract/instance-facets.ts';
import { instanceValues } from '../../../../shared/contract/instance-values.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { hubLevel, indexLevel } from '../../../api/query-levels.ts';

/** `q` is a filter text without mistakes. */
export function instanceFacetsQuery(hub: string, q: string) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'instance-facets', q],
    queryFn: ({ signal }) => callEndpoint(instanceFacets, { params: { hub }, query: { q } }, signal),
    placeholderData: keepPreviousData,
  });
}

export type ValuesField = QueryOf<typeof instanceValues>['field'];

/** Suggestions need not follow every change of the hub. */
const valuesStaleMs = 30_000;

export function instanceValuesQuery(hub: string, field: ValuesField, contains: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'instance-values', field, contains],
    queryFn: ({ signal }) =>
      callEndpoint(instanceValues, { params: { hub }, query: { field, contains } }, signal),
    staleTime: valuesStaleMs,
  });
}
