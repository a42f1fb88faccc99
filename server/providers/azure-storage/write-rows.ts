import type { TableClient, TransactionAction } from '@azure/data-tables';
import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';
import { markRowKey } from './history-mark.ts';
import { isOvertaken, writeError, type FailureSubject } from './storage-errors.ts';

const writeTimeoutMs = 15_000;
/** Transactions take 100 rows. */
const maxTransactionRows = 100;

type Cell = string | number | boolean | { readonly type: string; readonly value: string };
type Columns = Readonly<Record<string, Cell>>;

function changeError(error: unknown, subject: FailureSubject): AppError {
  if (!isOvertaken(error)) return writeError(error, subject);
  const message = `Somebody else wrote to the ${subject.what} at the same moment: the instance is live.`;
  return new AppError('conflict', message, { cause: error });
}

/** Columns that are not named keep their values and types. */
export async function mergeRow(
  storage: HubStorage,
  table: TableClient,
  row: {
    readonly partitionKey: string;
    readonly rowKey: string;
    readonly etag: string;
    readonly columns: Columns;
  },
): Promise<void> {
  const { partitionKey, rowKey, etag, columns } = row;
  await storage.call(
    `table ${table.tableName}`,
    (abortSignal) => table.updateEntity({ partitionKey, rowKey, ...columns }, 'Merge', { etag, abortSignal }),
    { timeoutMs: writeTimeoutMs, translate: changeError },
  );
}

interface GuardedChanges {
  readonly partitionKey: string;
  /** Written with every transaction, so that all fail once the engine has written a checkpoint. */
  readonly sentinel: { readonly etag: string; readonly columns: Columns };
  readonly changes: readonly { readonly rowKey: string; readonly etag: string; readonly columns: Columns }[];
}

/** Merges columns into rows of one history, as many at once as a transaction takes. */
export async function mergeRows(
  storage: HubStorage,
  table: TableClient,
  { partitionKey, sentinel, changes }: GuardedChanges,
): Promise<void> {
  const guard = { partitionKey, rowKey: markRowKey, ...sentinel.columns };
  let { etag } = sentinel;
  for (let i = 0; i < changes.length; i += maxTransactionRows - 1) {
    const actions: TransactionAction[] = changes
      .slice(i, i + maxTransactionRows - 1)
      .map(({ rowKey, columns, etag: rowEtag }) => [
        'update',
        { partitionKey, rowKey, ...columns },
        'Merge',
        { etag: rowEtag },
      ]);
    actions.push(['update', guard, 'Merge', { etag }]);
    const { subResponses } = await storage.call(
      `table ${table.tableName}`,
      (abortSignal) => table.submitTransaction(actions, { abortSignal }),
      { timeoutMs: writeTimeoutMs, translate: changeError },
    );
    etag = subResponses.at(-1)?.etag ?? etag;
  }
}
