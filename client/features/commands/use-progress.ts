import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { auditLevel, instanceLevel } from '../../api/query-levels.ts';
import { commandProgressQuery } from './command-queries.ts';
import type { FollowedReceipt } from './sent-command.ts';

/** How far the engine is with a command; what it changed is read again once it is done. */
export function useProgress(hub: string, receipt: FollowedReceipt, isWatched: boolean) {
  const { data, dataUpdatedAt, error } = useQuery({
    ...commandProgressQuery(hub, receipt),
    enabled: isWatched,
  });
  const queryClient = useQueryClient();
  const { instanceId, followedInstanceId } = receipt;
  const state = data?.state ?? 'queued';
  useEffect(() => {
    if (state === 'queued') return;
    for (const id of new Set([instanceId, followedInstanceId]))
      void queryClient.invalidateQueries({
        queryKey: instanceLevel(hub, id),
        predicate: (query) => !query.queryKey.includes('command'),
      });
    void queryClient.invalidateQueries({ queryKey: auditLevel(hub) });
  }, [state, queryClient, hub, instanceId, followedInstanceId]);
  return { state, detail: data?.detail ?? null, dataUpdatedAt, error };
}
