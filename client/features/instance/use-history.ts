import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { isOfVersion } from './history-version.ts';
import { historyQuery } from './instance-queries.ts';

/**
 * The history, page after page until its end, and then whatever follows. The engine writes the instance row after
 * the history of every checkpoint, so a row that was not written has no history worth reading again.
 */
export function useHistory(hub: string, { instanceId, rowVersion }: InstanceDetail) {
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
    if (data === undefined || !isOfVersion(data, rowVersion)) void refetch();
  }, [rowVersion, refetch, data]);
  return query;
}
