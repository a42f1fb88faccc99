import { z } from 'zod';
import { errorCode } from './errors.ts';
import { instant } from './values.ts';

/** How far the first scan has come. */
const buildProgress = z.object({
  rowsPerSecond: z.number(),
  /** Ranges of ids read to their end, and known so far: ranges are split while they are read, so the total grows. */
  rangesDone: z.int(),
  rangesTotal: z.int(),
});

/** How complete and how fresh an answer from the index is. */
export const coverage = z.object({
  /**
   * `building`: the first scan still runs, rows are missing. `current`: all rows as of `asOf`.
   * `idle`: as `current`, but nobody watched, so nothing was read since `asOf`. `stale`: the last read failed, see `problem`.
   */
  state: z.enum(['building', 'current', 'idle', 'stale']),
  /** Rows in the index, whatever the filter. */
  rows: z.int(),
  /** Everything written to storage before this is in the index; `null` until the first scan ended. */
  asOf: instant.nullable(),
  problem: z.object({ code: errorCode, message: z.string(), since: instant }).nullable(),
  /** `null` unless building. */
  progress: buildProgress.nullable(),
  /** Failed instances whose failure has not been read yet: filters and groups by failure miss them. */
  unreadFailures: z.int(),
});
export type Coverage = z.infer<typeof coverage>;
