import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getHubLinks } from '../../../../shared/contract/links.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { hubLevel } from '../../../api/query-levels.ts';

export function hubLinksQuery(hub: string, minutes: number) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'links', minutes],
    queryFn: ({ signal }) =>
      callEndpoint(getHubLinks, { params: { hub }, query: { minutes: String(minutes) } }, signal),
    placeholderData: keepPreviousData,
  });
}
