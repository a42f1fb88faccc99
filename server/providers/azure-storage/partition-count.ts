import { AppError } from '../../errors.ts';
import { listHubQueues, type HubQueues } from './hub-queues.ts';
import type { HubStorage } from './hub-storage.ts';
import { readTaskHubFile } from './lease-blobs.ts';
import { readPartitionRows } from './partitions-table.ts';
import type { RawRow } from './row-reader.ts';

const rereadAfterMs = 60_000;

/** What storage says of the number of partitions. The engine itself only goes by its configuration, which is not there. */
export interface PartitionEvidence {
  /** Set by the operator; wins. */
  readonly override: number | null;
  /** Rows of the Partitions table. */
  readonly table: number | null;
  /** `taskhub.json` in the leases container. */
  readonly file: number | null;
  readonly queues: number;
}

export interface PartitionCount {
  /** The most trustworthy source's count; `null` when none tells. */
  readonly count: number | null;
  /** No source disagrees, so that messages certainly find their queue. */
  readonly isCertain: boolean;
  readonly problem: string | null;
}

function sentence({ table, file, queues }: PartitionEvidence): string {
  const parts = [
    table === null ? null : `the Partitions table has ${table} rows`,
    file === null ? null : `taskhub.json says ${file}`,
    `there are ${queues} control queues`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

export function decidePartitionCount(evidence: PartitionEvidence): PartitionCount {
  const { override, table, file, queues } = evidence;
  const stored = table ?? file;
  const agree = [table, file, queues].every((count) => count === null || count === (override ?? stored));
  if (override !== null) {
    const problem = `The partition count is set to ${override} here, but ${sentence(evidence)}.`;
    return { count: override, isCertain: true, problem: agree ? null : problem };
  }
  if (stored === null) {
    const problem =
      `How many partitions there are is unknown: there is neither a Partitions table nor a taskhub.json, ` +
      `and there are ${queues} control queues.`;
    return { count: null, isCertain: false, problem };
  }
  if (agree) return { count: stored, isCertain: true, problem: null };
  const problem = `Storage disagrees on the number of partitions: ${sentence(evidence)}.`;
  return { count: stored, isCertain: false, problem };
}

export interface Partitions {
  readonly decision: PartitionCount;
  readonly queues: HubQueues;
  /** Rows of the Partitions table; none when there is no such table. */
  readonly rows: readonly RawRow[];
}

export async function readPartitions(storage: HubStorage): Promise<Partitions> {
  const [rows, file, queues] = await Promise.all([
    readPartitionRows(storage),
    readTaskHubFile(storage),
    listHubQueues(storage),
  ]);
  const decision = decidePartitionCount({
    override: storage.partitionCountOverride,
    table: rows.length === 0 ? null : rows.length,
    file,
    queues: queues.control.length,
  });
  return { decision, queues, rows };
}

async function certainCount(storage: HubStorage): Promise<number | null> {
  try {
    const { count, isCertain } = (await readPartitions(storage)).decision;
    return isCertain ? count : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/**
 * For showing an instance's partition; `null` when the count is uncertain or queues cannot be read, which must not
 * keep anybody from reading instances. Read again every minute, because it hardly ever changes.
 */
export function createPartitionCounter(storage: HubStorage): () => Promise<number | null> {
  let readAtMs = -Infinity;
  let count: Promise<number | null> = Promise.resolve(null);
  return () => {
    if (performance.now() - readAtMs >= rereadAfterMs) {
      readAtMs = performance.now();
      count = certainCount(storage);
    }
    return count;
  };
}
