import { setTimeout as delay } from 'node:timers/promises';
import type { TableClient } from '@azure/data-tables';
import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';
import type { RawRow } from './row-reader.ts';
import { isBrokenAnswer, isMissingRow, isPassing } from './storage-errors.ts';
import type { OnTrouble } from '../../task-hub/task-hub.ts';
import { getFromTable, queryPath, rowPath, type TableAnswer } from './table-requests.ts';

/** The service works 5 s on a page and then answers with what it found. */
const pageTimeoutMs = 15_000;
/** A cut connection or answer is no reason to begin a long reading anew; the SDK repeats only some of them. */
const readAttempts = 3;
const repeatDelayMs = 300;
/** What is over sooner is not worth telling. */
const troubleToldAfterMs = 5000;

type TableStorage = Pick<HubStorage, 'call' | 'clients'>;

/** Where the service wants the next page to begin. */
export interface Continuation {
  readonly partitionKey: string;
  readonly rowKey: string | undefined;
}

export interface RowQuery {
  readonly filter?: string | undefined;
  /** All columns when left out. */
  readonly select?: readonly string[] | undefined;
  readonly maxRows: number;
  readonly continuation?: Continuation | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number;
  readonly onTrouble?: OnTrouble | undefined;
}

export interface RowPage {
  readonly rows: readonly RawRow[];
  /** Set while there may be more; a page may be short or empty and still have one. */
  readonly continuation: Continuation | undefined;
}

function toPage({ headers, body }: TableAnswer): RowPage {
  const partitionKey = headers.get('x-ms-continuation-nextpartitionkey');
  const rowKey = headers.get('x-ms-continuation-nextrowkey');
  return {
    rows: Array.isArray(body.value) ? (body.value as RawRow[]) : [],
    continuation: partitionKey === undefined ? undefined : { partitionKey, rowKey },
  };
}

interface Endurance {
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number;
  readonly onTrouble?: OnTrouble | undefined;
}

/**
 * Repeats a read whose answer broke off, and one that nobody waits for after any trouble that passes. The last failure is
 * thrown.
 */
async function readAgain<T>(
  read: () => Promise<T>,
  { signal, patienceMs, onTrouble }: Endurance,
): Promise<T> {
  const isWorthRepeating = patienceMs === undefined ? isBrokenAnswer : isPassing;
  const startedMs = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      const isWorthwhile = error instanceof AppError && isWorthRepeating(error.cause);
      if (!isWorthwhile || attempt === readAttempts) throw error;
      if (performance.now() - startedMs > troubleToldAfterMs) onTrouble?.(error);
      await delay(repeatDelayMs * attempt, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
  }
}

/** One page, values as stored. */
export async function readRowPage(
  storage: TableStorage,
  table: TableClient,
  query: RowQuery,
): Promise<RowPage> {
  const { filter, select, maxRows, continuation, signal, ...patience } = query;
  const parameters = {
    $filter: filter,
    $select: select?.join(','),
    $top: String(maxRows),
    NextPartitionKey: continuation?.partitionKey,
    NextRowKey: continuation?.rowKey,
  };
  const readOnce = () =>
    storage.call(
      `table ${table.tableName}`,
      async (abortSignal) =>
        toPage(
          await getFromTable(storage.clients, table, {
            path: queryPath(table),
            query: parameters,
            abortSignal,
          }),
        ),
      { signal, timeoutMs: pageTimeoutMs, ...patience },
    );
  return readAgain(readOnce, { signal, ...patience });
}

export interface RowKeys {
  readonly partitionKey: string;
  readonly rowKey: string;
  /** All columns when left out. */
  readonly select?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number;
}

/** `null` when there is no such row. A table that is missing is `not-found`. */
export async function readRow(
  storage: TableStorage,
  table: TableClient,
  keys: RowKeys,
): Promise<RawRow | null> {
  const { partitionKey, rowKey, select, ...options } = keys;
  const readOnce = () =>
    storage.call(
      `table ${table.tableName}`,
      async (abortSignal) => {
        try {
          const path = rowPath(table, partitionKey, rowKey);
          const query = { $select: select?.join(',') };
          return (await getFromTable(storage.clients, table, { path, query, abortSignal })).body;
        } catch (error) {
          if (isMissingRow(error)) return null;
          throw error;
        }
      },
      options,
    );
  return readAgain(readOnce, options);
}
