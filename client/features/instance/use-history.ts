import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { isOfVersion } from './history-version.ts';
import { detailsOf, historyQuery } from './instance-queries.ts';
import { outdateHistory } from './outdate-history.ts';

/**
 * The history, page after page until its end, and then whatever follows. The engine writes the instance row after
 * the history of every checkpoint, so a row that was not written has no history worth reading again. A rewind, whoever
 * sent it, changes rows that were read: then all are read again.
 */
export function useHistory(hub: string, instance: InstanceDetail) {
  const { instanceId, rowVersion } = instance;
  const queryClient = useQueryClient();
  const query = useQuery(historyQuery(hub, instanceId));
  const { data, isFetching, isError, refetch } = query;
  const wantsMore = data?.isComplete === false && !isFetching && !isError;
  useEffect(() => {
    if (wantsMore) void refetch();
  }, [wantsMore, refetch]);

  const readVersion = useRef(rowVersion);
  useEffect(() => {
    if (readVersion.current === rowVersion) return;
    readVersion.current = rowVersion;
    if (outdateHistory(queryClient, hub, instance)) {
      // Its children were rewound before it.
      void queryClient.invalidateQueries(detailsOf(hub, (id) => id !== instanceId));
    } else if (data !== undefined && isOfVersion(data, rowVersion)) return;
    void refetch();
  }, [rowVersion, refetch, data, instance, hub, instanceId, queryClient]);
  return query;
}
