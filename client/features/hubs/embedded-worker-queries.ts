import { queryOptions } from '@tanstack/react-query';
import { getEmbeddedWorker } from '../../../shared/contract/embedded-worker.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel } from '../../api/query-levels.ts';

export function embeddedWorkerQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'embedded-worker'],
    queryFn: ({ signal }) => callEndpoint(getEmbeddedWorker, { params: { hub } }, signal),
  });
}
