import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { Clock } from './clock.ts';

/** Writing costs the more for each row the fewer are written together. */
const batchRows = 20_000;
/** Rows wait no longer than this to be seen. */
const longestWaitMs = 500;

/** Writes the pages of a scan in batches, one at a time, while the next pages are being read. */
export class RowIntake {
  private waiting: InstanceRow[] = [];
  private writing: Promise<void> | null = null;
  private failure: { readonly error: unknown } | null = null;
  private cancelTimer: (() => void) | null = null;
  private begunAtMs = -Infinity;

  constructor(
    private readonly write: (rows: readonly InstanceRow[]) => Promise<void>,
    private readonly clock: Clock,
  ) {}

  /** Waits while one batch is being written and another is full. */
  async add(rows: readonly InstanceRow[]): Promise<void> {
    for (const row of rows) this.waiting.push(row);
    if (this.waiting.length < batchRows) {
      this.writeInTime();
      return;
    }
    await this.writing;
    this.throwIfFailed();
    this.begin();
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    await this.writing;
    this.begin();
    await this.writing;
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.throwIfFailed();
  }

  private writeInTime(): void {
    if (this.writing || this.cancelTimer || this.waiting.length === 0) return;
    const waitMs = this.begunAtMs + longestWaitMs - this.clock.elapsedMs();
    if (waitMs <= 0) {
      this.begin();
      return;
    }
    this.cancelTimer = this.clock.schedule(() => {
      this.cancelTimer = null;
      this.writeInTime();
    }, waitMs);
  }

  private begin(): void {
    const rows = this.waiting;
    if (this.writing || rows.length === 0) return;
    this.waiting = [];
    this.begunAtMs = this.clock.elapsedMs();
    this.writing = this.write(rows)
      .catch((error: unknown) => (this.failure ??= { error }))
      .then(() => {
        this.writing = null;
        this.writeInTime();
      });
  }

  private throwIfFailed(): void {
    if (this.failure) throw this.failure.error;
  }
}
