import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { ScanRequest } from '../../task-hub/task-hub.ts';
import { unescapePartitionKey } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { rowColumns, toInstanceRow } from './instance-row.ts';
import { keyOf, type RawRow } from './row-reader.ts';
import { readRowPage, type RowQuery } from './table-reads.ts';

const pageRows = 1000;

type PageQuery = Pick<RowQuery, 'filter' | 'select' | 'signal'>;

async function* instancePages(storage: HubStorage, query: PageQuery): AsyncGenerator<RawRow[]> {
  let continuation: string | undefined;
  do {
    const page = await readRowPage(storage, storage.instances, { ...query, maxRows: pageRows, continuation });
    // Every instance has an empty row key; anything else in the table is none.
    yield page.rows.filter((row) => keyOf(row, 'rowKey') === '');
    continuation = page.continuation;
  } while (continuation !== undefined);
}

export async function* scanInstances(
  storage: HubStorage,
  request: ScanRequest,
  partitionCount: () => Promise<number | null>,
): AsyncGenerator<readonly InstanceRow[]> {
  const { writtenSince, signal } = request;
  const count = await partitionCount();
  const filter = writtenSince === undefined ? undefined : `Timestamp ge datetime'${writtenSince}'`;
  for await (const page of instancePages(storage, { filter, select: rowColumns, signal })) {
    yield page.map((row) => toInstanceRow(row, count));
  }
}

export async function* scanInstanceIds(
  storage: HubStorage,
  signal?: AbortSignal,
): AsyncGenerator<readonly string[]> {
  for await (const page of instancePages(storage, { select: ['PartitionKey', 'RowKey'], signal })) {
    yield page.map((row) => unescapePartitionKey(keyOf(row, 'partitionKey')));
  }
}
