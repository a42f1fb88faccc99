import { queryOptions } from '@tanstack/react-query';
import { getInstanceLinks } from '../../../shared/contract/links.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel } from '../../api/query-levels.ts';

/** Read once: beside what the level of an instance holds, so that its changes do not read it again. */
export function instanceLinksQuery(hub: string, instanceId: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'instance links', instanceId],
    queryFn: ({ signal }) => callEndpoint(getInstanceLinks, { params: { hub, instanceId } }, signal),
  });
}
