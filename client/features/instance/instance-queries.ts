import { queryOptions, type Query } from '@tanstack/react-query';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import { isNotFound } from '../../api/api-errors.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { historyLevel, hubLevel, instanceLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';
import { unreadHistory, type HistorySoFar } from './history-so-far.ts';
import { readToEnd } from './read-history.ts';

export function detailKey(hub: string, instanceId: string) {
  return [...instanceLevel(hub, instanceId), 'detail'] as const;
}

/** The rows of some instances that were read. */
export function detailsOf(hub: string, isMeant: (instanceId: string) => boolean) {
  const [, , level, , word] = detailKey(hub, '');
  return {
    queryKey: [...hubLevel(hub), level],
    predicate: ({ queryKey }: Pick<Query, 'queryKey'>) =>
      queryKey[4] === word && isMeant(String(queryKey[3])),
  };
}

/** Reads again until the instance has ended or is gone. */
export function instanceDetailQuery(hub: string, instanceId: string) {
  return queryOptions({
    queryKey: detailKey(hub, instanceId),
    queryFn: ({ signal }) => callEndpoint(getInstance, { params: { hub, instanceId } }, signal),
    refetchInterval: ({ state }) => {
      const hasEnded = state.data !== undefined && isTerminal(state.data.runtimeStatus);
      return hasEnded || isNotFound(state.error) ? false : refresh.openInstanceMs;
    },
  });
}

export function historyKey(hub: string, instanceId: string) {
  return historyLevel(hub, instanceId);
}

/** Reads from where it is to the end, and shows on the way what is there; read again, what was written behind it. */
export function historyQuery(hub: string, instanceId: string) {
  const queryKey = historyKey(hub, instanceId);
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }) =>
      readToEnd({
        address: { hub, instanceId },
        shown: client.getQueryData<HistorySoFar>(queryKey) ?? unreadHistory,
        signal,
        onMore: (history) => client.setQueryData<HistorySoFar>(queryKey, history),
      }),
    // Tens of thousands of events are not to be compared with each other.
    structuralSharing: false,
    refetchInterval: ({ state }) => (state.status === 'error' ? refresh.openHistoryMs : false),
  });
}
