import { queryOptions } from '@tanstack/react-query';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { instanceLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';

/** The row of another instance, to know whether a command can be given to it. */
export function commandTargetQuery(hub: string, instanceId: string) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'command target'],
    queryFn: ({ signal }) => callEndpoint(getInstance, { params: { hub, instanceId } }, signal),
    staleTime: refresh.commandTargetMs,
  });
}
