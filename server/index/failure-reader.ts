import type { TaskHub } from '../task-hub/task-hub.ts';
import type { Clock } from './clock.ts';
import type { RowStore } from './row-store.ts';
import { newestUnreadFailures } from './sync-reads.ts';

const idsAtATime = 200;
/** A page of a scan holds as many rows: beyond one failure a page, reading them one by one costs more than a scan. */
const rowsPerPage = 1000;
const fewestForScan = 200;
/** What a reading left unread has changed or is gone; following storage will tell. */
const retryMs = 30_000;

interface FailureReaderOptions {
  readonly hub: TaskHub;
  readonly store: RowStore;
  readonly clock: Clock;
  readonly onRows: (changed: number) => void;
  /** The first failure after a success, for the log. */
  readonly onFailure: (error: unknown) => void;
}

/** Reads why instances failed, which scans leave out because it takes the largest column of the rows. */
export class FailureReader {
  private running: Promise<void> | null = null;
  /** By version of a row: once changed, it is tried again. */
  private readonly triedAtMs = new Map<bigint, number>();
  private scannedAtMs = -Infinity;
  private isFailing = false;
  private readonly closing = new AbortController();

  constructor(private readonly options: FailureReaderOptions) {}

  /** Begins to read what is unread, beside everything else. */
  start(): void {
    if (this.running || this.closing.signal.aborted || this.options.store.unreadFailures === 0) return;
    this.running = this.run().finally(() => (this.running = null));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    try {
      if (this.isScanDue()) await this.scanAll();
      for (let ids = await this.nextIds(); ids.length > 0; ids = await this.nextIds()) await this.read(ids);
      this.isFailing = false;
    } catch (error) {
      if (signal.aborted) return;
      if (!this.isFailing) this.options.onFailure(error);
      this.isFailing = true;
    }
  }

  private isScanDue(): boolean {
    const { clock, store } = this.options;
    const isWorthIt = store.unreadFailures > Math.max(fewestForScan, store.rowCount / rowsPerPage);
    return isWorthIt && clock.elapsedMs() - this.scannedAtMs >= retryMs;
  }

  private async scanAll(): Promise<void> {
    await this.read('all');
    this.scannedAtMs = this.options.clock.elapsedMs();
  }

  private async nextIds(): Promise<string[]> {
    const nowMs = this.options.clock.elapsedMs();
    for (const [version, triedAtMs] of this.triedAtMs) {
      if (nowMs - triedAtMs >= retryMs) this.triedAtMs.delete(version);
    }
    if (this.closing.signal.aborted || this.options.store.unreadFailures === 0) return [];
    const unread = await newestUnreadFailures(this.options.store, this.triedAtMs.size + idsAtATime);
    const untried = unread.filter(({ version }) => !this.triedAtMs.has(version)).slice(0, idsAtATime);
    for (const { version } of untried) this.triedAtMs.set(version, nowMs);
    return untried.map(({ instanceId }) => instanceId);
  }

  private async read(instanceIds: readonly string[] | 'all'): Promise<void> {
    const { hub, store, onRows } = this.options;
    const { signal } = this.closing;
    for await (const failures of hub.scanFailures({ instanceIds, signal })) {
      onRows(await store.setFailures(failures));
    }
  }
}
