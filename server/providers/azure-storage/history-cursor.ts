import { AppError } from '../../errors.ts';

/**
 * A cursor is `after:<row key>`. It needs no memory on either side, so a reader that follows a running instance can
 * build one from the last event it knows; when the page then names another execution, it starts over.
 */
const prefix = 'after:';

/** The row key behind which reading goes on; `null` = from the beginning. */
export function parseHistoryCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!cursor.startsWith(prefix)) throw new AppError('invalid-request', 'This is no cursor of a history.');
  return cursor.slice(prefix.length);
}

export function historyCursor(rowKey: string): string {
  return prefix + rowKey;
}
