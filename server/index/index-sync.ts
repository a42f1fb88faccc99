import PQueue from 'p-queue';
import type { Coverage } from '../../shared/contract/coverage.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { instantToTicks, ticksToInstant, type Instant } from '../../shared/domain/instant.ts';
import type { OnTrouble, ScanRequest, TaskHub } from '../task-hub/task-hub.ts';
import type { Clock } from './clock.ts';
import { giveBackMemory } from './give-back-memory.ts';
import { callRoll } from './roll-call.ts';
import { RowIntake } from './row-intake.ts';
import type { RowStore } from './row-store.ts';
import { SyncProgress } from './sync-progress.ts';

/** For clocks of storage servers that differ, and for rows that were written before rows already seen. */
const overlapMs = 15_000;
const ticksPerMs = 10_000;
const reconcileAtMostEveryMs = 60_000;
/** A reconciling scan may take one part in this many of the time. */
const reconcileCostRatio = 50;
const parallelSingleReads = 8;
/** So many leave as much behind as all else takes. */
const rowsWorthAPause = 250_000;

interface Watermark {
  /** Latest system write time seen; `null` = there was no row. */
  readonly newest: Instant | null;
  /** How long the scan took that saw it: rows written meanwhile, behind its position, are older than `newest`. */
  readonly passMs: number;
}

interface Pass {
  readonly signal: AbortSignal;
  /** Hears of progress and of how many rows changed. */
  readonly onRows: (changed: number) => void;
  readonly onTrouble: OnTrouble;
}

function newestOf(rows: readonly InstanceRow[], known: Instant | null): Instant | null {
  let newest = known;
  for (const { rowVersion } of rows) if (newest === null || rowVersion > newest) newest = rowVersion;
  return newest;
}

/** Brings the rows of a task hub into the store. Passes never overlap; corrections may come at any time. */
export class IndexSync {
  private watermark: Watermark | null;
  private progress: SyncProgress | null = null;
  private reconcileDueAtMs: number | null = null;
  private missing: readonly string[] = [];
  /** Ids corrected while a scan runs, which may hold an older view of them; `null` while none runs. */
  private droppedMeanwhile: Set<string> | null = null;
  private appliedMeanwhile: Set<string> | null = null;

  constructor(
    private readonly hub: TaskHub,
    private readonly store: RowStore,
    private readonly clock: Clock,
  ) {
    this.watermark = store.storedState;
    // Rows of an earlier process are not called current before those purged since are gone.
    if (this.watermark !== null) this.reconcileDueAtMs = -Infinity;
  }

  /** `null` unless the first scan runs. */
  buildProgress(): Coverage['progress'] {
    return this.progress?.told() ?? null;
  }

  /** Reads everything at first, later what was written since. */
  async pass(pass: Pass): Promise<void> {
    try {
      await this.bringRows(pass);
    } catch (cause) {
      // What a scan costs in trouble says nothing about the time after it.
      if (this.reconcileDueAtMs !== null) {
        const soonMs = this.clock.elapsedMs() + reconcileAtMostEveryMs;
        this.reconcileDueAtMs = Math.min(this.reconcileDueAtMs, soonMs);
      }
      throw cause;
    }
  }

  private async bringRows(pass: Pass): Promise<void> {
    const { onRows } = pass;
    const asOf = this.clock.now();
    if (this.reconcileDueAtMs !== null && this.clock.elapsedMs() >= this.reconcileDueAtMs) {
      onRows(await this.reconcile(pass));
    }
    const changed = await this.readRows(pass);
    if (changed >= rowsWorthAPause) giveBackMemory();
    await this.readMissing(pass);
    if (changed > 0) onRows(await this.store.linkParents());
    await this.store.storeState({ newest: null, passMs: 0, ...this.watermark, asOf });
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

  /** Reads one instance from storage and corrects its row: how many rows changed. */
  async readSingle(instanceId: string): Promise<number> {
    const row = await this.hub.getInstance(instanceId);
    return row === null ? this.drop(instanceId) : this.apply(row);
  }

  private async readRows({ signal, onRows, onTrouble }: Pass): Promise<number> {
    const startedMs = this.clock.elapsedMs();
    const dropped = (this.droppedMeanwhile = new Set());
    const progress = (this.progress = this.watermark === null ? new SyncProgress(this.clock) : null);
    let newest = this.watermark?.newest ?? null;
    let changed = 0;
    const intake = new RowIntake(async (rows) => {
      // Written again after the drop, a row belongs to the next pass.
      const count = await this.store.upsert(rows.filter((row) => !dropped.has(row.instanceId)));
      changed += count;
      onRows(count);
    }, this.clock);
    try {
      for await (const page of this.hub.scanInstances(this.scanRequest({ signal, onTrouble }, progress))) {
        newest = newestOf(page, newest);
        progress?.addRows(page.length);
        await intake.add(page);
      }
    } finally {
      await intake.end();
      this.droppedMeanwhile = null;
    }
    signal.throwIfAborted();
    this.progress = null;
    this.watermark = { newest, passMs: this.clock.elapsedMs() - startedMs };
    return changed;
  }

  private scanRequest(pass: Omit<Pass, 'onRows'>, progress: SyncProgress | null): ScanRequest {
    const onProgress: ScanRequest['onProgress'] = (ranges) => progress?.setRanges(ranges);
    if (this.watermark?.newest == null) return { ...pass, onProgress };
    // One row from a server whose clock is ahead must not hide what the others write.
    const { newest, passMs } = this.watermark;
    const now = this.clock.now();
    const lookBackTicks = Math.ceil((overlapMs + passMs) * ticksPerMs);
    const since = instantToTicks(newest < now ? newest : now) - BigInt(lookBackTicks);
    return { ...pass, onProgress, writtenSince: ticksToInstant(since) };
  }

  /** Removes rows that storage has no more; a row written anew meanwhile comes back with the reading that follows. */
  private async reconcile({ signal, onTrouble }: Pass): Promise<number> {
    const startedMs = this.clock.elapsedMs();
    const applied = (this.appliedMeanwhile = new Set());
    const { removed, missing } = await callRoll(this.hub, this.store, {
      signal,
      onTrouble,
      except: () => [...applied],
    });
    this.appliedMeanwhile = null;
    if (missing === 'many') this.watermark = null;
    this.missing = missing === 'many' ? [] : missing;
    const endedMs = this.clock.elapsedMs();
    const waitMs = Math.max(reconcileAtMostEveryMs, reconcileCostRatio * (endedMs - startedMs));
    this.reconcileDueAtMs = endedMs + waitMs;
    return removed;
  }

  /** Most are rows that were written between the two scans, which the second one has brought. */
  private async readMissing({ signal, onRows }: Pass): Promise<void> {
    const missing = await this.store.unknownAmong(this.missing);
    this.missing = [];
    const reads = new PQueue({ concurrency: parallelSingleReads });
    await reads.addAll(
      missing.map((id) => async () => {
        signal.throwIfAborted();
        onRows(await this.readSingle(id));
      }),
    );
  }
}
