import type { HistoryEvent, HistoryPage } from '../../../shared/contract/history.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import { leanEvent } from './lean-event.ts';

/** The pages of one execution read up to now, put together. */
export interface HistorySoFar {
  readonly executionId: string | null;
  /** In the order of their row keys; rows that earlier executions left behind are among them, marked. */
  readonly events: readonly HistoryEvent[];
  /** Where the next page begins; `null` when everything written up to the last read is here. */
  readonly nextCursor: string | null;
  readonly isComplete: boolean;
  readonly leftoverRows: number;
  readonly isCheckpointComplete: boolean | null;
  readonly problems: readonly string[];
  /** Rows that are here were changed since: the next reading begins at the beginning. */
  readonly isOutdated: boolean;
}

export const unreadHistory: HistorySoFar = {
  executionId: null,
  events: [],
  nextCursor: null,
  isComplete: false,
  leftoverRows: 0,
  isCheckpointComplete: null,
  problems: [],
  isOutdated: false,
};

/** As many rows as the server gives in one page. */
export const historyPageRows = 1000;

/** What a rewind writes behind rows that it changed. */
const rewindTypes: ReadonlySet<string> = new Set(['GenericEvent', 'ExecutionRewound']);
const turnBegan = 'OrchestratorStarted';
const ended = 'ExecutionCompleted';

/**
 * A troubled history that fits one page is read again as a whole: the trouble may have been a checkpoint in the
 * middle of being written, and only a whole reading shows that it is over.
 */
function isTroubled(soFar: HistorySoFar): boolean {
  return soFar.isComplete && soFar.problems.length > 0 && soFar.events.length < historyPageRows;
}

function isReadAgain(soFar: HistorySoFar): boolean {
  return soFar.isOutdated || isTroubled(soFar);
}

function ownEnd(events: readonly HistoryEvent[]): number {
  return events.findLastIndex(({ isLeftover }) => !isLeftover) + 1;
}

/** Of the execution itself; empty = no row. */
export function lastRowKey({ events }: HistorySoFar): string {
  return events[ownEnd(events) - 1]?.rowKey ?? '';
}

/** The next page, or the rows written after the last one; `undefined` = from the beginning. */
export function cursorAfter(soFar: HistorySoFar): string | undefined {
  if (isReadAgain(soFar)) return undefined;
  if (soFar.nextCursor !== null) return soFar.nextCursor;
  const last = lastRowKey(soFar);
  return last === '' ? undefined : `after:${last}`;
}

/** Every reading of the tail meets the leftovers behind the last event again; some were overwritten since. */
function joined(soFar: HistorySoFar, page: HistoryPage): readonly HistoryEvent[] {
  const { events } = soFar;
  const added = page.events.map(leanEvent);
  if (!soFar.isComplete) return added.length === 0 ? events : [...events, ...added];
  const end = ownEnd(events);
  const isSame =
    page.events.length === events.length - end &&
    page.events.every(({ rowKey, isLeftover }, i) => isLeftover && rowKey === events[end + i]?.rowKey);
  return isSame ? events : [...events.slice(0, end), ...added];
}

function countLeftovers(events: readonly HistoryEvent[]): number {
  return events.reduce((count, { isLeftover }) => count + Number(isLeftover), 0);
}

/** The execution ended, and did not begin another turn behind the end. */
function hasEnded({ events }: HistorySoFar): boolean {
  const last = events.findLast(
    ({ eventType, isLeftover }) => !isLeftover && (eventType === ended || eventType === turnBegan),
  );
  return last?.eventType === ended;
}

/**
 * Rows that were read already may have changed: only a whole reading shows them as they are. An ancestor of what was
 * woken gets no wake-up of its own, but goes on behind its end.
 */
export function isRewound(soFar: HistorySoFar, page: HistoryPage): boolean {
  if (!soFar.isComplete || cursorAfter(soFar) === undefined) return false;
  const has = (isMark: (eventType: string) => boolean) =>
    page.events.some(({ eventType, isLeftover }) => !isLeftover && isMark(eventType));
  return has((type) => rewindTypes.has(type)) || (hasEnded(soFar) && has((type) => type === turnBegan));
}

/** The row says that the execution goes on whose end was read: a rewind has changed rows of its history. */
export function isOverruled(
  soFar: HistorySoFar,
  { executionId, runtimeStatus }: Pick<InstanceDetail, 'executionId' | 'runtimeStatus'>,
): boolean {
  return (
    soFar.isComplete && soFar.executionId === executionId && !isTerminal(runtimeStatus) && hasEnded(soFar)
  );
}

/**
 * Takes in the page that `cursorAfter` asked for. When it continued another execution (the instance continued as new,
 * or its id was started again), it is thrown away together with what it continued: the next read starts over.
 */
export function appendPage(soFar: HistorySoFar, page: HistoryPage): HistorySoFar {
  const base = isReadAgain(soFar) ? unreadHistory : soFar;
  const isOther = page.executionId !== null && page.executionId !== base.executionId;
  if (isOther && base.events.length > 0) return unreadHistory;
  const events = joined(base, page);
  return {
    executionId: page.executionId ?? base.executionId,
    events,
    nextCursor: page.nextCursor,
    isComplete: page.nextCursor === null,
    leftoverRows: events === base.events ? base.leftoverRows : countLeftovers(events),
    isCheckpointComplete: page.isCheckpointComplete,
    problems: [...new Set([...base.problems, ...page.problems])],
    isOutdated: false,
  };
}
