import type { Coverage } from '../../shared/contract/coverage.ts';
import type { ScanProgress } from '../task-hub/task-hub.ts';
import type { Clock } from './clock.ts';

/** How far a first scan has come. */
export class SyncProgress {
  private rows = 0;
  private ranges: ScanProgress = { rangesDone: 0, rangesTotal: 1 };
  private readonly startedMs: number;

  constructor(private readonly clock: Clock) {
    this.startedMs = clock.elapsedMs();
  }

  addRows(count: number): void {
    this.rows += count;
  }

  setRanges(ranges: ScanProgress): void {
    this.ranges = ranges;
  }

  told(): NonNullable<Coverage['progress']> {
    const seconds = (this.clock.elapsedMs() - this.startedMs) / 1000;
    return { rowsPerSecond: seconds > 0 ? Math.round(this.rows / seconds) : 0, ...this.ranges };
  }
}
