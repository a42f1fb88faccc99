import { queryOptions } from '@tanstack/react-query';
import { listHubs } from '../../shared/contract/hubs.ts';
import { callEndpoint } from './call-endpoint.ts';
import { hubsLevel } from './query-levels.ts';
import { refresh } from './refresh.ts';

/** All hubs of all connections: the overview shows them, the header switches between them. */
export const hubsQuery = queryOptions({
  queryKey: hubsLevel,
  queryFn: ({ signal }) => callEndpoint(listHubs, {}, signal),
  refetchInterval: refresh.hubsMs,
});
