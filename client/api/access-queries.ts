import { queryOptions } from '@tanstack/react-query';
import { getHubAccess } from '../../shared/contract/access.ts';
import { callEndpoint } from './call-endpoint.ts';
import { hubLevel } from './query-levels.ts';
import { refresh } from './refresh.ts';

/** What the reader may do in a task hub: the actor of every decision about commands. */
export function hubAccessQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'access'],
    queryFn: ({ signal }) => callEndpoint(getHubAccess, { params: { hub } }, signal),
    staleTime: refresh.accessMs / 2,
    refetchInterval: refresh.accessMs,
  });
}
