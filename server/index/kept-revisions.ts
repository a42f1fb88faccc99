import type { Clock } from './clock.ts';

/** As long as a reader may take from one page of a list to the next. */
const keptMs = 120_000;
/** More replaced rows than this cost memory that lists are not worth. */
const keptRows = 50_000;

interface Change {
  readonly revision: number;
  readonly atMs: number;
  readonly replacedRows: number;
}

/** Which moments of the past can still be read: those whose replaced rows are there. */
export class KeptRevisions {
  private changes: Change[] = [];
  private replacedRows = 0;
  private readonly heldUntilMs = new Map<number, number>();
  private oldest: number;
  /** Rows were changed where they are: what they were before cannot be read. */
  private rewrittenAt = -Infinity;

  constructor(
    private current: number,
    private readonly clock: Clock,
  ) {
    this.oldest = current;
  }

  get latest(): number {
    return this.current;
  }

  /** Whether the revision can still be read; if so, it is kept as long again, unless too many rows change. */
  hold(revision: number): boolean {
    if (revision < Math.max(this.oldest, this.rewrittenAt) || revision > this.current) return false;
    this.heldUntilMs.set(revision, this.clock.elapsedMs() + keptMs);
    return true;
  }

  /** A change was written under the next revision. */
  advance(replacedRows: number): void {
    this.current += 1;
    this.replacedRows += replacedRows;
    this.changes.push({ revision: this.current, atMs: this.clock.elapsedMs(), replacedRows });
  }

  /** Present rows were changed where they are. */
  rewrite(): void {
    this.advance(0);
    this.rewrittenAt = this.current;
  }

  /** Rows replaced up to the returned revision are not needed any more; `null` = none since the last call. */
  forget(): number | null {
    const heldFrom = this.oldestHeld();
    const changes = this.changes;
    let count = 0;
    for (; count < changes.length; count++) {
      const change = changes[count];
      if (change === undefined || !this.isForgettable(change, heldFrom)) break;
      this.replacedRows -= change.replacedRows;
      this.oldest = change.revision;
    }
    this.changes = changes.slice(count);
    return count === 0 ? null : this.oldest;
  }

  private oldestHeld(): number {
    const nowMs = this.clock.elapsedMs();
    for (const [revision, untilMs] of this.heldUntilMs) {
      if (untilMs < nowMs) this.heldUntilMs.delete(revision);
    }
    return Math.min(...this.heldUntilMs.keys(), Infinity);
  }

  private isForgettable({ revision, atMs }: Change, heldFrom: number): boolean {
    if (this.replacedRows > keptRows) return true;
    return revision <= heldFrom && this.clock.elapsedMs() - atMs > keptMs;
  }
}
