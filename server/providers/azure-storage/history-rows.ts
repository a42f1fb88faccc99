import { escapePartitionKey, odataString } from './format/partition-key.ts';
import { ordinalOf } from './history-event.ts';
import { markRowKey } from './history-mark.ts';
import type { HubStorage } from './hub-storage.ts';
import { keyOf, type RawRow } from './row-reader.ts';
import { SpareReads } from './spare-reads.ts';
import { readRowPage, type Continuation } from './table-reads.ts';

/** As many rows as the service gives at once. */
const maxPageRows = 1000;
/** Few enough to be here soon, enough for most histories. */
const firstPageRows = 250;
/** Ranges of one history read side by side; all that is held in memory while a slow client takes its time. */
const maxRangesAhead = 4;
/** Of them those that nobody waits for yet, of all histories that are read at a time: one reader alone has them all. */
const spareRanges = new SpareReads(maxRangesAhead - 1);

export interface RowsRead {
  readonly rows: readonly RawRow[];
  readonly hasMore: boolean;
}

export interface HistoryPlace {
  readonly instanceId: string;
  /** Row key behind which reading begins; empty = from the beginning. */
  readonly after: string;
  readonly signal?: AbortSignal | undefined;
}

/** Rows behind `after` up to and including `to`, or up to the mark. */
interface RowRange extends HistoryPlace {
  readonly to?: string;
}

function filterOf({ instanceId, after, to }: RowRange): string {
  const end = to === undefined ? `RowKey lt ${odataString(markRowKey)}` : `RowKey le ${odataString(to)}`;
  return [
    `PartitionKey eq ${odataString(escapePartitionKey(instanceId))}`,
    `RowKey gt ${odataString(after)}`,
    end,
  ].join(' and ');
}

/** Rows that fulfil a condition, in the order of their keys. */
export async function queryRows(
  storage: HubStorage,
  filter: string,
  { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal | undefined },
): Promise<RowsRead> {
  const rows: RawRow[] = [];
  let continuation: Continuation | undefined;
  do {
    const maxRows = Math.min(limit - rows.length, maxPageRows);
    const page = await readRowPage(storage, storage.history, { filter, maxRows, continuation, signal });
    rows.push(...page.rows);
    continuation = page.continuation;
  } while (continuation !== undefined && rows.length < limit);
  return { rows, hasMore: continuation !== undefined };
}

export async function readRowsAfter(
  storage: HubStorage,
  place: HistoryPlace,
  limit: number,
): Promise<RowsRead> {
  return queryRows(storage, filterOf(place), { limit, signal: place.signal });
}

function rowKeyOf(ordinal: number): string {
  return ordinal.toString(16).toUpperCase().padStart(16, '0');
}

/**
 * Row keys count up, so the ranges that come next are known before they are read. Ends behind the first one that is not
 * full, and returns the key up to which everything was read.
 */
async function* readRanges(storage: HubStorage, place: HistoryPlace): AsyncGenerator<RowsRead, string> {
  const reading: { readonly to: string; readonly rows: Promise<RowsRead> }[] = [];
  let { after } = place;
  let next = (ordinalOf(after) ?? 0) + 1;
  let rangesRead = 0;
  let isShort = false;
  // The first of those that are read is waited for, all behind it are spare.
  const mayReadAhead = () => reading.length === 0 || spareRanges.take();
  try {
    for (;;) {
      // Short histories are many: the number of ranges asked for in vain grows with the length.
      while (!isShort && reading.length < Math.min(rangesRead + 1, maxRangesAhead) && mayReadAhead()) {
        const from = reading.at(-1)?.to ?? after;
        const to = rowKeyOf((next += maxPageRows) - 1);
        const range = filterOf({ ...place, after: from, to });
        const rows = queryRows(storage, range, { limit: Infinity, signal: place.signal });
        // Whoever fails first is thrown; the others are left behind.
        rows.catch(() => undefined);
        reading.push({ to, rows });
      }
      const [first] = reading;
      if (first === undefined) return after;
      const read = await first.rows;
      reading.shift();
      if (reading.length > 0) spareRanges.giveBack(1);
      after = first.to;
      rangesRead++;
      isShort ||= read.rows.length < maxPageRows;
      yield { rows: read.rows, hasMore: true };
    }
  } finally {
    spareRanges.giveBack(Math.max(0, reading.length - 1));
  }
}

/** All rows behind a place in order, in parts of which the last one alone has no more; several are read ahead. */
export async function* readRowsAhead(storage: HubStorage, start: HistoryPlace): AsyncGenerator<RowsRead> {
  const left = new AbortController();
  const signal = start.signal ? AbortSignal.any([start.signal, left.signal]) : left.signal;
  let { after } = start;
  let limit = firstPageRows;
  try {
    for (;;) {
      const place = { ...start, after, signal };
      const read = await readRowsAfter(storage, place, limit);
      yield read;
      const last = read.rows.at(-1);
      if (!read.hasMore || last === undefined) return;
      after = keyOf(last, 'RowKey');
      if (ordinalOf(after) !== null) after = yield* readRanges(storage, { ...place, after });
      limit = maxPageRows;
    }
  } finally {
    left.abort();
  }
}
