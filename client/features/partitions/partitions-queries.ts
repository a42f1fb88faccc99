import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { peekMessages } from '../../../shared/contract/backlog.ts';
import { getPartitions, queueHistory } from '../../../shared/contract/partitions.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';
import { heatWindowLooks } from './heat-look.ts';
import type { HeatWindow } from './partitions-search.ts';

export function partitionsQuery(hub: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'partitions'],
    queryFn: ({ signal }) => callEndpoint(getPartitions, { params: { hub } }, signal),
    refetchInterval: refresh.partitionsMs,
  });
}

export function queueHistoryQuery(hub: string, window: HeatWindow) {
  const { minutes, buckets } = heatWindowLooks[window];
  return queryOptions({
    queryKey: [...hubLevel(hub), 'queue history', window],
    queryFn: ({ signal }) =>
      callEndpoint(queueHistory, { params: { hub }, query: { minutes, buckets } }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refresh.queueHistoryMs,
  });
}

export function queueMessagesQuery(hub: string, queue: string) {
  return queryOptions({
    queryKey: [...hubLevel(hub), 'queue messages', queue],
    queryFn: ({ signal }) => callEndpoint(peekMessages, { params: { hub, queue } }, signal),
    refetchInterval: refresh.queueMessagesMs,
  });
}
