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
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
        staleTime: 1_000,
        refetchOnWindowFocus: true,
        // A browser that believes to be offline may still reach a server on loopback.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
