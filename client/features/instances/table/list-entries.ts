import { pageRows, type ListedRow, type ListHead } from '../instances-queries.ts';

/** A row and its place in the whole list. */
export interface ListEntry {
  readonly index: number;
  readonly listed: ListedRow;
}

/** Pages that are looked at, first and last included. */
export interface PageRange {
  readonly from: number;
  readonly to: number;
}

/** Rows that are read before they come into view. */
const aheadRows = 40;

export function pagesAround(first: number, last: number, total: number): PageRange {
  const end = Math.max(0, Math.ceil(total / pageRows) - 1);
  const page = (index: number) => Math.min(end, Math.max(0, Math.floor(index / pageRows)));
  return { from: page(first - aheadRows), to: page(last + aheadRows) };
}

export function entriesOf(rows: readonly ListedRow[], page: number): ListEntry[] {
  return rows.map((listed, place) => ({ index: page * pageRows + place, listed }));
}

export function furtherPages({ from, to }: PageRange, head: ListHead | null): number[] {
  if (head === null || head.nextCursor === null) return [];
  return Array.from({ length: to - from + 1 }, (_, step) => from + step).filter((page) => page > 0);
}
