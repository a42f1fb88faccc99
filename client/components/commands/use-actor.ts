import { useQuery } from '@tanstack/react-query';
import type { Actor } from '../../../shared/domain/actions.ts';
import { hubAccessQuery } from '../../api/access-queries.ts';

export interface KnownActor {
  /** `null` = not known yet, or it could not be read. */
  readonly actor: Actor | null;
  readonly isReasonRequired: boolean;
  readonly error: Error | null;
  readonly isReading: boolean;
  readonly retry: () => void;
}

/** Who asks: the reader, as far as the server knows. */
export function useActor(hub: string): KnownActor {
  const { data, error, isFetching, refetch } = useQuery(hubAccessQuery(hub));
  return {
    actor: data ?? null,
    isReasonRequired: data?.isReasonRequired ?? false,
    error: data === undefined ? error : null,
    isReading: isFetching,
    retry: () => void refetch(),
  };
}
