import PQueue from 'p-queue';
import type { FailureSummary } from '../../../shared/contract/instances.ts';
import { summariseFailure } from '../../../shared/domain/failure-summary.ts';
import type { FailureScanRequest, ScannedFailure } from '../../task-hub/task-hub.ts';
import { escapePartitionKey, odataString, unescapePartitionKey } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { rowVersionOf } from './instance-row.ts';
import { scanInstanceRows, scanPatienceMs } from './instance-scan.ts';
import { readBlobStart } from './payload-start.ts';
import { keyOf, RowReader, type RawRow } from './row-reader.ts';
import { readInstanceText } from './stored-text.ts';
import { readRow } from './table-reads.ts';

const failureColumns = ['PartitionKey', 'RowKey', 'Timestamp', 'RuntimeStatus', 'Output'];
const parallelReads = 16;
const idsPerPage = 128;
/** No time limit is set; saying so gives the queue's promises their plain type. */
const untimed = { throwOnTimeout: true } as const;

interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number;
}

/** `null` when it is not failed. An output that is gone or unreadable leaves a failure without words. */
export async function readFailure(
  storage: HubStorage,
  raw: RawRow,
  options: ReadOptions = {},
): Promise<FailureSummary | null> {
  const row = new RowReader(raw);
  if (row.text('RuntimeStatus') !== 'Failed') return null;
  const stored = readInstanceText(row, 'Output', storage.largeMessages.url);
  if (stored === null) return summariseFailure('');
  if (stored.kind === 'inline') return summariseFailure(stored.text);
  return summariseFailure((await readBlobStart(storage, stored.blobName, options)) ?? '');
}

async function toScanned(
  storage: HubStorage,
  raw: RawRow,
  options: ReadOptions,
): Promise<ScannedFailure | null> {
  const failure = await readFailure(storage, raw, options);
  if (failure === null) return null;
  const instanceId = unescapePartitionKey(keyOf(raw, 'PartitionKey'));
  return { instanceId, rowVersion: rowVersionOf(raw), failure };
}

/** `read` for each item, some at a time; what is `null` is left out. */
async function readAll<Item, Read>(
  items: readonly Item[],
  read: (item: Item) => Promise<Read | null>,
): Promise<Read[]> {
  const queue = new PQueue({ concurrency: parallelReads });
  const results = await Promise.all(items.map((item) => queue.add(() => read(item), untimed)));
  return results.filter((result): result is NonNullable<typeof result> => result !== null);
}

async function* failedRows(
  storage: HubStorage,
  { instanceIds, signal }: FailureScanRequest,
): AsyncGenerator<readonly RawRow[]> {
  if (instanceIds === 'all') {
    const condition = `RuntimeStatus eq ${odataString('Failed')}`;
    const select = failureColumns;
    yield* scanInstanceRows(storage, { condition, select, ...(signal ? { signal } : {}) });
    return;
  }
  for (let i = 0; i < instanceIds.length; i += idsPerPage) {
    yield readAll(instanceIds.slice(i, i + idsPerPage), (id) =>
      readRow(storage, storage.instances, {
        partitionKey: escapePartitionKey(id),
        rowKey: '',
        select: failureColumns,
        signal,
        patienceMs: scanPatienceMs,
      }),
    );
  }
}

export async function* scanFailures(
  storage: HubStorage,
  request: FailureScanRequest,
): AsyncGenerator<readonly ScannedFailure[]> {
  const options = { signal: request.signal, patienceMs: scanPatienceMs };
  for await (const rows of failedRows(storage, request)) {
    yield readAll(rows, (raw) => toScanned(storage, raw, options));
  }
}
