import { queryOptions } from '@tanstack/react-query';
import { listInstances } from '../../../../shared/contract/instances.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { indexLevel } from '../../../api/query-levels.ts';

/** How many instances a filter text without mistakes matches. */
export function matchCountQuery(hub: string, q: string) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'match-count', q],
    queryFn: ({ signal }) => callEndpoint(listInstances, { params: { hub }, query: { q, limit: 1 } }, signal),
    select: ({ total }) => total,
  });
}
