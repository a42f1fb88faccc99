import type { HistoryEvent } from '../../contract/history.ts';

/** Rows whose key is no place in the history come last, in the order of their keys. */
export function compareEvents(one: HistoryEvent, other: HistoryEvent): number {
  if (one.ordinal !== other.ordinal) {
    return (one.ordinal ?? Number.POSITIVE_INFINITY) < (other.ordinal ?? Number.POSITIVE_INFINITY) ? -1 : 1;
  }
  if (one.rowKey === other.rowKey) return 0;
  return one.rowKey < other.rowKey ? -1 : 1;
}

/** Sorts in place; of several readings of the same row the last stays, because a rewind rewrites rows. */
export function sortEvents(events: HistoryEvent[]): HistoryEvent[] {
  events.sort(compareEvents);
  return events.filter((event, i) => {
    const next = events[i + 1];
    return next === undefined || compareEvents(event, next) !== 0;
  });
}

function indexOfEvent(sorted: readonly HistoryEvent[], event: HistoryEvent): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle];
    if (found !== undefined && compareEvents(found, event) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row as it was read before, if it was. */
export function findSameRow(sorted: readonly HistoryEvent[], event: HistoryEvent): HistoryEvent | undefined {
  const found = sorted[indexOfEvent(sorted, event)];
  return found !== undefined && compareEvents(found, event) === 0 ? found : undefined;
}
