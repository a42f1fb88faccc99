import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { findAwaitedEvents } from '../../../../shared/contract/awaited-events.ts';
import { readHistory } from '../../../../shared/contract/history.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { instanceLevel } from '../../../api/query-levels.ts';
import { refresh } from '../../../api/refresh.ts';
import { historyPageRows } from '../history-so-far.ts';

/** `eventCount` is that of the history: with every event the guess may change. */
export function awaitedEventsQuery(hub: string, instanceId: string, eventCount: number) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'awaited events', eventCount],
    queryFn: ({ signal }) => callEndpoint(findAwaitedEvents, { params: { hub, instanceId } }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refresh.awaitedEventsMs,
  });
}

/** The beginning of another instance’s history; `rowVersion` says when it is worth reading again. */
export function firstHistoryPageQuery(hub: string, instanceId: string, rowVersion: string) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'first history page', rowVersion],
    queryFn: ({ signal }) =>
      callEndpoint(readHistory, { params: { hub, instanceId }, query: { limit: historyPageRows } }, signal),
    placeholderData: keepPreviousData,
  });
}
