import type { HistoryEvent, HistoryPage } from '../../../shared/contract/history.ts';

/** The pages of one execution read up to now, put together. */
export interface HistorySoFar {
  readonly executionId: string | null;
  readonly events: readonly HistoryEvent[];
  /** Where the next page begins; `null` when everything written up to the last read is here. */
  readonly nextCursor: string | null;
  readonly isComplete: boolean;
  readonly leftoverRows: number;
  readonly isCheckpointComplete: boolean | null;
  readonly problems: readonly string[];
}

export const unreadHistory: HistorySoFar = {
  executionId: null,
  events: [],
  nextCursor: null,
  isComplete: false,
  leftoverRows: 0,
  isCheckpointComplete: null,
  problems: [],
};

/** As many rows as the server gives in one page. */
export const historyPageRows = 1000;

/**
 * A troubled history that fits one page is read again as a whole: the trouble may have been a checkpoint in the
 * middle of being written, and only a whole reading shows that it is over.
 */
function isReadAgain(soFar: HistorySoFar): boolean {
  return soFar.isComplete && soFar.problems.length > 0 && soFar.events.length < historyPageRows;
}

/** The next page, or the rows written after the last one; `undefined` = from the beginning. */
export function cursorAfter(soFar: HistorySoFar): string | undefined {
  if (isReadAgain(soFar)) return undefined;
  if (soFar.nextCursor !== null) return soFar.nextCursor;
  const last = soFar.events.at(-1);
  return last && `after:${last.rowKey}`;
}

/**
 * Takes in the page that `cursorAfter` asked for. When it continued another execution (the instance continued as new,
 * or its id was started again), it is thrown away together with what it continued: the next read starts over.
 */
export function appendPage(soFar: HistorySoFar, page: HistoryPage): HistorySoFar {
  const base = isReadAgain(soFar) ? unreadHistory : soFar;
  const isOther = page.executionId !== null && page.executionId !== base.executionId;
  if (isOther && base.events.length > 0) return unreadHistory;
  return {
    executionId: page.executionId ?? base.executionId,
    events: page.events.length === 0 ? base.events : [...base.events, ...page.events],
    nextCursor: page.nextCursor,
    isComplete: page.nextCursor === null,
    // Leftovers behind the last event are met by every read of the tail.
    leftoverRows: (base.isComplete ? 0 : base.leftoverRows) + page.leftoverRows,
    isCheckpointComplete: page.isCheckpointComplete,
    problems: [...new Set([...base.problems, ...page.problems])],
  };
}
