import type { ScanRequest, TaskHub } from '../task-hub/task-hub.ts';
import type { RowStore } from './row-store.ts';
import { splitPoints } from './sync-reads.ts';

/** Rows that can be read one by one when a scan should have brought them. */
const missingWorthSingleReads = 200;
/** A hub smaller than this is read in one go. */
const rowsPerRange = 50_000;
const mostRanges = 16;

/** Looking ids up costs the more for each the fewer are looked up together. */
const idsAtATime = 20_000;

export interface RollCallResult {
  readonly removed: number;
  /** Ids that storage has and the store has not, `'many'` = too many to read one by one. */
  readonly missing: readonly string[] | 'many';
}

interface RollCall extends Required<Pick<ScanRequest, 'signal' | 'onTrouble'>> {
  readonly except: () => readonly string[];
}

async function* batchesOf(pages: AsyncIterable<readonly string[]>, size: number): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const page of pages) {
    batch = batch.concat(page);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** Compares the ids in storage with those in the store, and removes rows that are gone, `except` those just read. */
export async function callRoll(
  hub: TaskHub,
  store: RowStore,
  { signal, onTrouble, except }: RollCall,
): Promise<RollCallResult> {
  const ranges = Math.min(mostRanges, Math.ceil(store.rowCount / rowsPerRange));
  const splitAt = ranges > 1 ? await splitPoints(store, ranges) : [];
  const missing: string[] = [];
  await store.beginRollCall();
  for await (const ids of batchesOf(hub.scanInstanceIds({ signal, splitAt, onTrouble }), idsAtATime)) {
    const unknown = await store.markPresent(ids);
    if (missing.length <= missingWorthSingleReads) missing.push(...unknown);
  }
  signal.throwIfAborted();
  const removed = await store.removeAbsent(except);
  return { removed, missing: missing.length > missingWorthSingleReads ? 'many' : missing };
}
