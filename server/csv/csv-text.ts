import { stringify } from 'csv-stringify/sync';
import { formulaSafe } from './formula-safe.ts';

type Cell = string | number | null;

const options = {
  // A text is told from an absent one by its quotes, and quotes keep line breaks and separators inside the cell.
  quoted_string: true,
  record_delimiter: 'windows',
  cast: { string: formulaSafe },
} as const;

/** Tells Excel the encoding. */
const byteOrderMark = '\uFEFF';

/** The beginning of a CSV file. */
export function csvHeading(columns: readonly string[]): string {
  return byteOrderMark + stringify([columns], { ...options, quoted_string: false });
}

/** Lines whose texts no spreadsheet takes for formulas. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], options);
}
