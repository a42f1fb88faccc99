import { queryOptions } from '@tanstack/react-query';
import { getEventGrid } from '../../../../shared/contract/event-grid.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { hubLevel } from '../../../api/query-levels.ts';
import { refresh } from '../../../api/refresh.ts';

export function eventGridQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'event-grid'],
    queryFn: ({ signal }) => callEndpoint(getEventGrid, { params: { hub } }, signal),
    refetchInterval: ({ state }) => (state.data?.path === null ? false : refresh.eventGridMs),
  });
}
