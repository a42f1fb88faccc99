import type { Job } from '../../../shared/contract/jobs.ts';

type Problem = NonNullable<Job['problem']>;

/** An item that keeps failing where others get through is not storage's trouble but its own. */
const failuresOfOneItem = 5;

/** What goes wrong with storage while a job runs: how long to wait, and when to give up for now. */
export class Trouble {
  problem: Problem | null = null;
  private failuresInARow = 0;
  private waitUntilMs = -Infinity;
  private successes = 0;
  /** By position: how often it failed, each time with a success of another item since the time before. */
  private readonly failuresOf = new Map<number, { count: number; successes: number }>();

  constructor(
    /** After each failure in a row; behind the last one the job pauses. */
    private readonly delaysMs: readonly number[],
    private readonly nowMs: () => number,
  ) {}

  /** Until storage has answered once, one item at a time finds out whether it does. */
  get isProbing(): boolean {
    return this.failuresInARow > 0;
  }

  get hasLastedTooLong(): boolean {
    return this.failuresInARow > this.delaysMs.length;
  }

  waitMs(): number {
    return Math.max(0, this.waitUntilMs - this.nowMs());
  }

  succeeded(position: number): void {
    this.failuresOf.delete(position);
    this.successes += 1;
    this.failuresInARow = 0;
    this.waitUntilMs = -Infinity;
    this.problem = null;
  }

  failed(problem: Problem): void {
    this.problem = problem;
    // What was under way when the waiting began tells nothing further.
    if (this.waitMs() > 0) return;
    this.waitUntilMs = this.nowMs() + (this.delaysMs[this.failuresInARow] ?? 0);
    this.failuresInARow += 1;
  }

  /** Whether the item has failed so often, while others did not, that it is to be left. */
  isHopeless(position: number): boolean {
    const known = this.failuresOf.get(position);
    const isCounted = known === undefined || known.successes < this.successes;
    const count = (known?.count ?? 0) + (isCounted ? 1 : 0);
    this.failuresOf.set(position, { count, successes: this.successes });
    if (count < failuresOfOneItem) return false;
    this.failuresOf.delete(position);
    return true;
  }
}
