import type { TableClient } from '@azure/data-tables';
import type { RawRow } from './row-reader.ts';
import { isMissingRow } from './storage-errors.ts';
import type { StorageCalls } from './storage-calls.ts';

/** The service works 5 s on a page and then answers with what it found. */
const pageTimeoutMs = 15_000;

export interface RowQuery {
  readonly filter?: string | undefined;
  /** All columns when left out. */
  readonly select?: string[] | undefined;
  readonly maxRows: number;
  readonly continuation?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RowPage {
  readonly rows: readonly RawRow[];
  /** Set while there may be more; a page may be short or empty and still have one. */
  readonly continuation: string | undefined;
}

/**
 * One page, values as stored (times keep all seven decimals). Every page is a query of its own because the SDK's
 * iterator keeps one abort signal, hence one time limit, for all pages.
 */
export async function readRowPage(
  calls: StorageCalls,
  table: TableClient,
  query: RowQuery,
): Promise<RowPage> {
  const { filter, select, maxRows, continuation, signal } = query;
  return calls.call(
    `table ${table.tableName}`,
    async (abortSignal) => {
      const pages = table
        .listEntities({
          queryOptions: { ...(filter ? { filter } : {}), ...(select ? { select } : {}) },
          disableTypeConversion: true,
          abortSignal,
        })
        .byPage({ maxPageSize: maxRows, ...(continuation ? { continuationToken: continuation } : {}) });
      for await (const page of pages) return { rows: page, continuation: page.continuationToken };
      return { rows: [], continuation: undefined };
    },
    { signal, timeoutMs: pageTimeoutMs },
  );
}

export interface RowKeys {
  readonly partitionKey: string;
  readonly rowKey: string;
  /** All columns when left out. */
  readonly select?: string[];
}

/** `null` when there is no such row. A table that is missing is `not-found`. */
export async function readRow(
  calls: StorageCalls,
  table: TableClient,
  keys: RowKeys,
): Promise<RawRow | null> {
  return calls.call(`table ${table.tableName}`, async (abortSignal) => {
    try {
      return await table.getEntity(keys.partitionKey, keys.rowKey, {
        abortSignal,
        disableTypeConversion: true,
        ...(keys.select ? { queryOptions: { select: keys.select } } : {}),
      });
    } catch (error) {
      if (isMissingRow(error)) return null;
      throw error;
    }
  });
}
