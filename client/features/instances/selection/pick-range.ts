import type { ListHead } from '../instances-queries.ts';
import { readRange } from './read-range.ts';
import type { SelectionState } from './use-selection.ts';

/** A longer range is asked for as a filter, not row by row. */
const maxRangeRows = 5_000;

interface RangePick {
  readonly head: ListHead;
  readonly selection: SelectionState;
  /** Places in the list: where the range began, and where the next one begins. */
  readonly from: number;
  readonly to: number;
}

/** Selects rows of which some have to be read first; the reader may stop that. */
export async function pickRange({ head, selection, from, to }: RangePick): Promise<void> {
  const range = { first: Math.min(from, to), last: Math.max(from, to) };
  const rows = range.last - range.first + 1;
  if (rows > maxRangeRows) {
    selection.say(`A range of more than ${maxRangeRows} rows was not selected: filter for them instead.`);
    return;
  }
  const stopper = new AbortController();
  const reading = { rows, stopper };
  selection.beginRange(reading);
  try {
    selection.endRange(reading, { ids: await readRange(head, range, stopper.signal), anchor: to });
  } catch (failure) {
    selection.endRange(reading, {
      problem: `The rows between could not be read: ${failure instanceof Error ? failure.message : 'no reason is known'}.`,
    });
  }
}
