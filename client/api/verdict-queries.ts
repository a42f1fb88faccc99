import { queryOptions } from '@tanstack/react-query';
import { getHubVerdict } from '../../shared/contract/diagnosis.ts';
import { callEndpoint } from './call-endpoint.ts';
import { hubLevel } from './query-levels.ts';
import { refresh } from './refresh.ts';

/** Whether the hub is healthy: the overview shows the word, the page on health the reasons. */
export function verdictQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'verdict'],
    queryFn: ({ signal }) => callEndpoint(getHubVerdict, { params: { hub } }, signal),
    refetchInterval: refresh.verdictMs,
  });
}
