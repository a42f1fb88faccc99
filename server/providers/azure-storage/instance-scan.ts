import { setTimeout as delay } from 'node:timers/promises';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { ScanRequest } from '../../task-hub/task-hub.ts';
import { escapePartitionKey, unescapePartitionKey } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { rowColumns, toInstanceRow } from './instance-row.ts';
import { allOf, rangeFilter, toCuts } from './key-ranges.ts';
import { KeySample } from './key-sample.ts';
import { scanRanges, type KeyPage } from './range-scan.ts';
import { keyOf, type RawRow } from './row-reader.ts';
import { readRowPage, type Continuation } from './table-reads.ts';

const pageRows = 1000;
const rangesAtOnce = 8;
/** A long reading outlasts an account that is throttling rather than begin again. */
export const scanPatienceMs = 120_000;
/** A sample that takes longer is used when it comes. */
const samplePatienceMs = 1000;

interface InstanceScan extends Omit<ScanRequest, 'writtenSince'> {
  /** What rows must fulfil beside lying in a range. */
  readonly condition?: string;
  readonly select: readonly string[];
}

type InstancePage = KeyPage<RawRow, Continuation>;

/** A page that ended before it was full did so because the service had worked on it for long: its share of the hub is worth dividing. */
function wasSlow({ keys, continuation }: InstancePage): boolean {
  return continuation !== undefined && keys.length < pageRows;
}

async function startSample(storage: HubStorage, signal: AbortSignal): Promise<KeySample> {
  const sample = new KeySample(storage, signal);
  // A guess about the hub must not fail its reading: what is wrong will show there, too.
  const taken = sample.take().catch(() => undefined);
  await Promise.race([taken, delay(samplePatienceMs, undefined, { signal }).catch(() => undefined)]);
  return sample;
}

/**
 * Rows of the Instances table. Where few rows fulfil the condition, finding them is the work: then dividing it pays only with a
 * service that is slow to find them.
 */
export async function* scanInstanceRows(
  storage: HubStorage,
  scan: InstanceScan,
): AsyncGenerator<readonly RawRow[]> {
  const { condition, select, signal } = scan;
  const left = new AbortController();
  const given = scan.splitAt === undefined ? null : toCuts(scan.splitAt.map(escapePartitionKey));
  const isWhole = condition === undefined;
  try {
    const ended = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
    const sample = isWhole && given === null ? await startSample(storage, ended) : null;
    let hasBegun = false;
    yield* scanRanges<RawRow, Continuation>({
      concurrency: rangesAtOnce,
      signal,
      onProgress: scan.onProgress,
      knownCuts: () => (isWhole || hasBegun ? (given ?? sample?.cuts() ?? []) : []),
      cutsPerPage: () => (sample === null ? 1 : pageRows / sample.rowsApart),
      isWorthCutting: (page) => isWhole || wasSlow(page),
      async readPage(range, continuation, readSignal) {
        hasBegun = true;
        const page = await readRowPage(storage, storage.instances, {
          filter: allOf(rangeFilter(range), condition),
          select,
          maxRows: pageRows,
          continuation,
          signal: readSignal,
          patienceMs: scanPatienceMs,
          onTrouble: scan.onTrouble,
        });
        return {
          // Every instance has an empty row key; anything else in the table is none.
          rows: page.rows.filter((row) => keyOf(row, 'RowKey') === ''),
          keys: page.rows.map((row) => keyOf(row, 'PartitionKey')),
          continuation: page.continuation,
        };
      },
    });
  } finally {
    left.abort();
  }
}

export async function* scanInstances(
  storage: HubStorage,
  { writtenSince, ...request }: ScanRequest,
  partitionCount: () => Promise<number | null>,
): AsyncGenerator<readonly InstanceRow[]> {
  const condition = writtenSince === undefined ? {} : { condition: `Timestamp ge datetime'${writtenSince}'` };
  const counting = partitionCount();
  // Whether it failed is asked with the first page.
  counting.catch(() => undefined);
  for await (const page of scanInstanceRows(storage, { ...request, ...condition, select: rowColumns })) {
    const count = await counting;
    yield page.map((row) => toInstanceRow(row, count));
  }
}

export async function* scanInstanceIds(
  storage: HubStorage,
  request: Omit<ScanRequest, 'writtenSince'>,
): AsyncGenerator<readonly string[]> {
  const select = ['PartitionKey', 'RowKey'];
  for await (const page of scanInstanceRows(storage, { ...request, select })) {
    yield page.map((row) => unescapePartitionKey(keyOf(row, 'PartitionKey')));
  }
}
