import type { ExportFormat } from '../../../../shared/contract/instance-export.ts';

const lineEnd = 0x0a;
const quote = 0x22;
const brace = 0x7b;

/** Tells how many rows of a file have come, part by part. */
export type RowCounter = (part: Uint8Array) => number;

function csvCounter(): RowCounter {
  // The first line is the heading.
  let rows = -1;
  let isQuoted = false;
  return (part) => {
    for (const byte of part) {
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineEnd && !isQuoted) rows += 1;
    }
    return Math.max(0, rows);
  };
}

/** Rows are lines that begin with `{`; a line end inside a text is escaped. */
function jsonCounter(): RowCounter {
  let rows = 0;
  let before = lineEnd;
  return (part) => {
    for (const byte of part) {
      if (byte === brace && before === lineEnd) rows += 1;
      before = byte;
    }
    return rows;
  };
}

export function rowCounter(format: ExportFormat): RowCounter {
  return format === 'csv' ? csvCounter() : jsonCounter();
}
