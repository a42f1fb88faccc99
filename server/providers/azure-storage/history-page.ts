import type { HistoryEvent, HistoryPage } from '../../../shared/contract/history.ts';
import { measureEventBlobs } from './history-blobs.ts';
import { historyCursor } from './history-cursor.ts';
import { ordinalOf, toHistoryEvent } from './history-event.ts';
import type { HistoryMark } from './history-mark.ts';
import type { RowsRead } from './history-rows.ts';
import type { HubStorage } from './hub-storage.ts';
import { keyOf, RowReader, type RawRow } from './row-reader.ts';

export function executionOf(raw: RawRow): string | null {
  return new RowReader(raw).text('ExecutionId');
}

/** A row that names no execution counts as one of the execution being shown. */
function eventOf(raw: RawRow, executionId: string | null): HistoryEvent {
  const own = executionOf(raw);
  if (own === null || own === executionId) return toHistoryEvent(raw, executionId ?? '');
  return { ...toHistoryEvent(raw, own), isLeftover: true };
}

function missingRange(from: number, to: number): string {
  return from === to
    ? `Row ${from} of the history is missing.`
    : `Rows ${from} to ${to} of the history are missing.`;
}

/** Rows are numbered without gaps; a jump means that rows were lost. */
function findGaps(events: readonly HistoryEvent[], firstExpected: number): string[] {
  const gaps: string[] = [];
  let expected = firstExpected;
  for (const { ordinal, isLeftover } of events) {
    if (ordinal === null || isLeftover) continue;
    if (ordinal > expected) gaps.push(missingRange(expected, ordinal - 1));
    expected = ordinal + 1;
  }
  return gaps;
}

/** Puts together the pages of one reading; `after` is where it began. */
export class PageMaker {
  /** The execution to show; the mark's, else that of the first row. */
  executionId: string | null;
  private hasRows = false;
  private hasOwn = false;
  private expectedOrdinal: number;

  constructor(
    private readonly storage: HubStorage,
    private readonly mark: HistoryMark,
    private readonly after: string | null,
  ) {
    this.executionId = mark.executionId;
    this.expectedOrdinal = after === null ? 0 : (ordinalOf(after) ?? -1) + 1;
  }

  async page(read: RowsRead): Promise<HistoryPage> {
    const { rows } = read;
    const [first] = rows;
    if (first !== undefined) this.executionId ??= executionOf(first);
    const known = rows.map((row) => eventOf(row, this.executionId));
    const events = await measureEventBlobs(this.storage, rows, known);
    const own = events.filter(({ isLeftover }) => !isLeftover);
    this.hasRows ||= rows.length > 0;
    this.hasOwn ||= own.length > 0;
    const problems = this.problemsOf(own, read);
    this.expectedOrdinal =
      (own.findLast(({ ordinal }) => ordinal !== null)?.ordinal ?? this.expectedOrdinal - 1) + 1;
    const last = rows.at(-1);
    return {
      executionId: this.mark.exists || this.hasRows ? this.executionId : null,
      events,
      nextCursor: read.hasMore && last !== undefined ? historyCursor(keyOf(last, 'RowKey')) : null,
      leftoverRows: events.length - own.length,
      isCheckpointComplete: this.mark.isCheckpointComplete,
      problems,
    };
  }

  private problemsOf(own: readonly HistoryEvent[], { rows, hasMore }: RowsRead): string[] {
    const problems = [...this.mark.problems];
    if (!this.mark.exists && rows.length > 0) {
      problems.push('The mark that ends every history (sentinel row) is missing.');
    }
    if (this.mark.exists && this.after === null && !this.hasOwn && !hasMore) {
      problems.push(`The history has no rows of execution ${String(this.executionId)}.`);
    }
    return [...problems, ...findGaps(own, this.expectedOrdinal)];
  }
}
