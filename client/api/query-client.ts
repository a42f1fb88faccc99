import { QueryClient } from '@tanstack/react-query';
import { ApiError, BadResponseError, NetworkError } from './api-errors.ts';

/** Only failures that may pass by themselves are tried again. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return (error instanceof ApiError || error instanceof BadResponseError) && error.status >= 500;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server has tried storage more than once before it answers.
        retry: (failures, error) => failures < 1 && isWorthRetrying(error),
        retryDelay: 500,
        staleTime: 1_000,
        refetchOnWindowFocus: true,
        // A browser that believes to be offline may still reach a server on loopback.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
