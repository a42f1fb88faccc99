import type { Coverage } from '../../shared/contract/coverage.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { AppError } from '../errors.ts';
import type { OnTrouble } from '../task-hub/task-hub.ts';
import type { Clock } from './clock.ts';

type Problem = NonNullable<Coverage['problem']>;
export type Freshness = Pick<Coverage, 'state' | 'asOf' | 'problem'>;

/** After the last watcher or question, reading goes on for this long. */
const graceMs = 30_000;
const shortestWaitMs = 1_000;
const longestWaitMs = 15_000;
/** A pass may take one part in this many of the time. */
const passCostRatio = 10;
const longestRetryMs = 30_000;

export interface RunningPass {
  readonly signal: AbortSignal;
  /** To be called whenever it got somewhere. */
  readonly onProgress: () => void;
  /** To be called when it is held up. */
  readonly onTrouble: OnTrouble;
}

export interface FollowerOptions {
  /** One reading of storage. */
  readonly pass: (pass: RunningPass) => Promise<void>;
  readonly clock: Clock;
  readonly onStateChange: () => void;
  /** The first failure after a success, for the log. */
  readonly onFailure: (error: unknown) => void;
  /** When everything was last read, by an earlier process; `null` = never. */
  readonly asOf: Instant | null;
}

function toProblem(error: unknown, since: Instant): Problem {
  return error instanceof AppError
    ? { code: error.code, message: error.message, since }
    : { code: 'internal', message: 'The task hub could not be read.', since };
}

/** Decides when storage is read: while somebody watches or asked a moment ago, at a pace set by what a pass costs. */
export class Follower {
  private asOf: Instant | null;
  private problem: Problem | null = null;
  private failures = 0;
  private isFollowing = false;
  private running: Promise<void> | null = null;
  private cancelWait: (() => void) | null = null;
  private dueAtMs = -Infinity;
  private gapMs = shortestWaitMs;
  private wantedUntilMs = -Infinity;
  private watchers = 0;
  private readonly closing = new AbortController();

  constructor(private readonly options: FollowerOptions) {
    this.asOf = options.asOf;
  }

  /** From the end of one pass to the start of the next. */
  get waitMs(): number {
    return this.gapMs;
  }

  get isWatched(): boolean {
    return this.watchers > 0;
  }

  /** Everything was read once. */
  get isBuilt(): boolean {
    return this.asOf !== null;
  }

  freshness(): Freshness {
    const { asOf, problem } = this;
    if (problem) return { state: 'stale', asOf, problem };
    if (asOf === null) return { state: 'building', asOf, problem };
    return { state: this.isFollowing ? 'current' : 'idle', asOf, problem };
  }

  /** Somebody asks: catch up if idle, and keep reading for a while. */
  touch(): void {
    this.wantedUntilMs = this.options.clock.elapsedMs() + graceMs;
    this.wake();
  }

  beginWatch(): void {
    this.watchers += 1;
    this.wake();
  }

  endWatch(): void {
    this.watchers -= 1;
    this.wantedUntilMs = this.options.clock.elapsedMs() + graceMs;
  }

  /** Cuts a running pass off and waits for its end. */
  async close(): Promise<void> {
    this.closing.abort(new AppError('store-unavailable', 'The instance index is closed.'));
    this.cancelWait?.();
    this.cancelWait = null;
    await this.running;
  }

  private isWanted(): boolean {
    return this.watchers > 0 || this.options.clock.elapsedMs() < this.wantedUntilMs;
  }

  private wake(): void {
    if (this.closing.signal.aborted || this.running || this.cancelWait) return;
    const waitMs = this.dueAtMs - this.options.clock.elapsedMs();
    if (waitMs <= 0) this.start();
    else this.cancelWait = this.options.clock.schedule(() => this.waitEnded(), waitMs);
  }

  private waitEnded(): void {
    this.cancelWait = null;
    if (this.isWanted()) this.start();
    else this.isFollowing = false;
  }

  private start(): void {
    this.running = this.run().finally(() => {
      this.running = null;
      this.wake();
    });
  }

  private async run(): Promise<void> {
    const { clock, pass } = this.options;
    const startedMs = clock.elapsedMs();
    const startedAt = clock.now();
    const { signal } = this.closing;
    try {
      await pass({
        signal,
        onProgress: () => this.progressed(),
        onTrouble: (problem) => this.heldUp(problem),
      });
      this.succeeded(startedAt, clock.elapsedMs() - startedMs);
    } catch (error) {
      if (!signal.aborted) this.failed(error);
    }
  }

  /** A first scan that got going again is building, whatever ended the one before. */
  private progressed(): void {
    if (this.asOf === null) this.change(() => (this.problem = null));
  }

  private succeeded(startedAt: Instant, costMs: number): void {
    this.failures = 0;
    this.gapMs = Math.min(Math.max(shortestWaitMs, passCostRatio * costMs), longestWaitMs);
    this.dueAtMs = this.options.clock.elapsedMs() + this.gapMs;
    this.change(() => {
      this.asOf = startedAt;
      this.problem = null;
      this.isFollowing = true;
    });
  }

  private failed(error: unknown): void {
    const { clock, onFailure } = this.options;
    if (this.failures === 0) onFailure(error);
    const waitMs = Math.min(shortestWaitMs * 2 ** this.failures, longestRetryMs);
    this.failures += 1;
    this.dueAtMs = clock.elapsedMs() + waitMs;
    this.heldUp(error);
  }

  /** What was read before is as old as it is, whether the pass goes on or not. */
  private heldUp(error: unknown): void {
    const since = this.problem?.since ?? this.options.clock.now();
    this.change(() => (this.problem = toProblem(error, since)));
  }

  private change(apply: () => void): void {
    const before = this.freshness();
    apply();
    const after = this.freshness();
    if (before.state !== after.state || before.problem?.message !== after.problem?.message) {
      this.options.onStateChange();
    }
  }
}
