import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { QueryOf, ResultOf } from '../../../shared/contract/endpoint.ts';
import { listFailures } from '../../../shared/contract/failures.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { indexLevel } from '../../api/query-levels.ts';

export type FailuresAnswer = ResultOf<typeof listFailures>;

export function failuresQuery(hub: string, question: QueryOf<typeof listFailures>) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'failures', question],
    queryFn: ({ signal }) => callEndpoint(listFailures, { params: { hub }, query: question }, signal),
    placeholderData: keepPreviousData,
  });
}
