import { queryOptions } from '@tanstack/react-query';
import { readHistory } from '../../../shared/contract/history.ts';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import { isNotFound } from '../../api/api-errors.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { instanceLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';
import {
  appendPage,
  cursorAfter,
  historyPageRows,
  unreadHistory,
  type HistorySoFar,
} from './history-so-far.ts';

/** Reads again until the instance has ended or is gone. */
export function instanceDetailQuery(hub: string, instanceId: string) {
  return queryOptions({
    queryKey: [...instanceLevel(hub, instanceId), 'detail'],
    queryFn: ({ signal }) => callEndpoint(getInstance, { params: { hub, instanceId } }, signal),
    refetchInterval: ({ state }) => {
      const hasEnded = state.data !== undefined && isTerminal(state.data.runtimeStatus);
      return hasEnded || isNotFound(state.error) ? false : refresh.openInstanceMs;
    },
  });
}

/** Each read takes in one page more; `useHistory` decides when. */
export function historyQuery(hub: string, instanceId: string) {
  const queryKey = [...instanceLevel(hub, instanceId), 'history'];
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }) => {
      const soFar = client.getQueryData<HistorySoFar>(queryKey) ?? unreadHistory;
      const cursor = cursorAfter(soFar);
      const query = { limit: historyPageRows, ...(cursor !== undefined && { cursor }) };
      const page = await callEndpoint(readHistory, { params: { hub, instanceId }, query }, signal);
      return appendPage(soFar, page);
    },
    refetchInterval: ({ state }) => (state.status === 'error' ? refresh.openHistoryMs : false),
  });
}
