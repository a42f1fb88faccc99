import type { InstanceRow } from '../../shared/contract/instances.ts';
import { instantToTicks, ticksToInstant, type Instant } from '../../shared/domain/instant.ts';
import type { ScanRequest, TaskHub } from '../task-hub/task-hub.ts';
import type { Clock } from './clock.ts';
import type { RowStore } from './row-store.ts';

/** For rows whose write time is a little older than rows that were visible before them. */
const overlapMs = 5_000;
const ticksPerMs = 10_000;
const reconcileAtMostEveryMs = 60_000;
/** A reconciling scan may take one part in this many of the time. */
const reconcileCostRatio = 50;

interface Watermark {
  /** Latest system write time seen. */
  readonly newest: Instant;
  /** How long the scan took that saw it: rows written meanwhile, behind its position, are older than `newest`. */
  readonly scanMs: number;
}

function newestOf(rows: readonly InstanceRow[], known: Instant | null): Instant | null {
  return rows.reduce<Instant | null>(
    (newest, { rowVersion }) => (newest === null || rowVersion > newest ? rowVersion : newest),
    known,
  );
}

/** Brings the rows of a task hub into the store. Passes never overlap; corrections may come at any time. */
export class IndexSync {
  private watermark: Watermark | null = null;
  private reconcileDueAtMs: number | null = null;
  /** Ids corrected while a scan runs, which may hold an older view of them; `null` while none runs. */
  private droppedMeanwhile: Set<string> | null = null;
  private appliedMeanwhile: Set<string> | null = null;

  constructor(
    private readonly hub: TaskHub,
    private readonly store: RowStore,
    private readonly clock: Clock,
  ) {}

  /** Reads everything at first, later what was written since; `onRows` hears how many rows each page changed. */
  async pass(signal: AbortSignal, onRows: (changed: number) => void): Promise<void> {
    if (this.reconcileDueAtMs !== null && this.clock.elapsedMs() >= this.reconcileDueAtMs) {
      onRows(await this.reconcile(signal));
    }
    await this.readRows(signal, onRows);
    this.reconcileDueAtMs ??= this.clock.elapsedMs() + reconcileAtMostEveryMs;
  }

  async apply(row: InstanceRow): Promise<number> {
    this.droppedMeanwhile?.delete(row.instanceId);
    this.appliedMeanwhile?.add(row.instanceId);
    return this.store.upsert([row]);
  }

  async drop(instanceId: string): Promise<number> {
    this.appliedMeanwhile?.delete(instanceId);
    this.droppedMeanwhile?.add(instanceId);
    return this.store.remove(instanceId);
  }

  private async readRows(signal: AbortSignal, onRows: (changed: number) => void): Promise<void> {
    const startedMs = this.clock.elapsedMs();
    const dropped = (this.droppedMeanwhile = new Set());
    let newest = this.watermark?.newest ?? null;
    for await (const page of this.hub.scanInstances(this.scanRequest(signal))) {
      newest = newestOf(page, newest);
      // Written again after the drop, a row belongs to the next pass.
      onRows(await this.store.upsert(page.filter((row) => !dropped.has(row.instanceId))));
    }
    this.droppedMeanwhile = null;
    signal.throwIfAborted();
    if (newest !== null) this.watermark = { newest, scanMs: this.clock.elapsedMs() - startedMs };
  }

  private scanRequest(signal: AbortSignal): ScanRequest {
    if (this.watermark === null) return { signal };
    const lookBackTicks = Math.ceil((overlapMs + this.watermark.scanMs) * ticksPerMs);
    const since = instantToTicks(this.watermark.newest) - BigInt(lookBackTicks);
    return { signal, writtenSince: ticksToInstant(since) };
  }

  /** Removes rows that storage has no more; a row written anew meanwhile comes back with the reading that follows. */
  private async reconcile(signal: AbortSignal): Promise<number> {
    const startedMs = this.clock.elapsedMs();
    const applied = (this.appliedMeanwhile = new Set());
    await this.store.beginRollCall();
    for await (const ids of this.hub.scanInstanceIds(signal)) await this.store.markPresent(ids);
    signal.throwIfAborted();
    const removed = await this.store.removeAbsent(() => [...applied]);
    this.appliedMeanwhile = null;
    const endedMs = this.clock.elapsedMs();
    const costMs = endedMs - startedMs;
    this.reconcileDueAtMs = endedMs + Math.max(reconcileAtMostEveryMs, reconcileCostRatio * costMs);
    return removed;
  }
}
