import type { QueryClient } from '@tanstack/react-query';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { isOverruled, type HistorySoFar } from './history-so-far.ts';
import { historyKey } from './instance-queries.ts';

/** Has all of the history read again where the row says that a rewind changed it; whether it does. */
export function outdateHistory(queryClient: QueryClient, hub: string, instance: InstanceDetail): boolean {
  const queryKey = historyKey(hub, instance.instanceId);
  const shown = queryClient.getQueryData<HistorySoFar>(queryKey);
  if (shown === undefined || !isOverruled(shown, instance)) return false;
  queryClient.setQueryData<HistorySoFar>(queryKey, { ...shown, isOutdated: true });
  return true;
}
