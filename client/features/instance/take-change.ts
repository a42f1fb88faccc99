import type { QueryClient } from '@tanstack/react-query';
import type { InstanceChange } from '../../../shared/contract/instance-changes.ts';
import { executionOf } from './execution-of.ts';
import { appendPage, isRewound, lastRowKey, unreadHistory, type HistorySoFar } from './history-so-far.ts';
import { noteVersion } from './history-version.ts';
import { detailKey, historyKey } from './instance-queries.ts';

interface Place {
  readonly hub: string;
  readonly instanceId: string;
}

/** What is shown with the rows that were written behind it; `null` when they do not fit and have to be read. */
function withWritten(shown: HistorySoFar, { written }: InstanceChange): HistorySoFar | null {
  if (written === null) return null;
  const isOther = written.page.executionId !== null && written.page.executionId !== shown.executionId;
  if (isOther && written.after === '') return appendPage(unreadHistory, written.page);
  if (isOther || written.after !== lastRowKey(shown) || isRewound(shown, written.page)) return null;
  return appendPage(shown, written.page);
}

/** Row keys are hexadecimal numbers of one length: text order is their order. */
function isBehind(shown: HistorySoFar, { instance, lastRowKey: toldKey }: InstanceChange): boolean {
  const isOther = instance !== null && instance.executionId !== shown.executionId;
  return isOther ? toldKey !== '' : toldKey > lastRowKey(shown);
}

/** Puts what the server told into what the page shows; reads what it did not tell. */
export function takeChange(
  queryClient: QueryClient,
  { hub, instanceId }: Place,
  change: InstanceChange,
): void {
  const detail = detailKey(hub, instanceId);
  if (change.isGone) {
    void queryClient.invalidateQueries({ queryKey: detail });
    return;
  }
  const queryKey = historyKey(hub, instanceId);
  const shown = queryClient.getQueryData<HistorySoFar>(queryKey);
  const isReading = queryClient.isFetching({ queryKey }) > 0;
  const next = shown === undefined || isReading ? null : withWritten(shown, change);
  if (next !== null && next !== unreadHistory) {
    executionOf(next);
    if (change.instance !== null) noteVersion(next, change.instance.rowVersion);
    queryClient.setQueryData<HistorySoFar>(queryKey, next);
  } else if (change.written !== null || (shown !== undefined && isBehind(shown, change))) {
    void queryClient.refetchQueries({ queryKey }, { cancelRefetch: false });
  }
  if (change.instance !== null) queryClient.setQueryData(detail, change.instance);
}
