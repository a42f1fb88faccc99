import type { TableClient } from '@azure/data-tables';
import type { HubStorage } from './hub-storage.ts';
import type { RawRow } from './row-reader.ts';
import { readRowPage, type Continuation } from './table-reads.ts';

/** As many rows as the service gives at once. */
const maxPageRows = 1000;

/** What a write of the row must name to be refused when somebody else has written it since. */
export function etagOf(raw: RawRow): string {
  const etag = raw['odata.etag'];
  if (typeof etag !== 'string') throw new TypeError('the table service gives every row an etag');
  return etag;
}

/** Every row that fulfils the condition, page by page in the order of their keys. */
export async function* scanRows(
  storage: HubStorage,
  table: TableClient,
  query: { readonly filter: string; readonly select: readonly string[] },
): AsyncGenerator<readonly RawRow[]> {
  let continuation: Continuation | undefined;
  do {
    const page = await readRowPage(storage, table, { ...query, maxRows: maxPageRows, continuation });
    if (page.rows.length > 0) yield page.rows;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
