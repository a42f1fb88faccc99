import { queryOptions } from '@tanstack/react-query';
import { getSession } from '../../shared/contract/access.ts';
import { callEndpoint } from './call-endpoint.ts';

/** Who is signed in, and how this process runs. */
export const sessionQuery = queryOptions({
  queryKey: ['session'] as const,
  queryFn: ({ signal }) => callEndpoint(getSession, {}, signal),
  staleTime: 60_000,
});
