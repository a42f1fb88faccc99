import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import { nowInstant } from '../../clock.ts';
import { outcomeOfFailure, outcomeOfReceipt, type Outcome } from './item-outcome.ts';
import type { ItemChange, JobProgress, JobRecord, JobState, PendingItem } from './job-record.ts';
import type { JobStore } from './job-store.ts';
import { PendingItems, type NextItem } from './pending-items.ts';
import { RecentRate } from './recent-rate.ts';
import { TokenBucket } from './token-bucket.ts';
import { Trouble } from './trouble.ts';

export interface RunOptions {
  readonly store: JobStore;
  readonly place: string;
  /** Gives the command to one instance. */
  readonly give: (instanceId: string) => Promise<CommandReceipt>;
  /** What share of its rate and its concurrency the job may use: jobs of one hub divide them. */
  readonly share: () => number;
  readonly retryDelaysMs: readonly number[];
  readonly nowMs: () => number;
  readonly onFailure: (error: unknown) => void;
}

interface Finished {
  readonly item: PendingItem;
  readonly change: ItemChange;
}

const storeRetryMs = 1_000;
const storeProblem = {
  code: 'store-unavailable',
  message: 'The data directory takes nothing, so nothing is sent.',
} as const;

function changeOf({ position }: PendingItem, { state, code, message }: Omit<Outcome, 'sign'>): ItemChange {
  return { position, state, code, message, at: state === 'pending' ? null : nowInstant() };
}

function beginningOf({ position, heldBy }: NextItem): ItemChange {
  if (heldBy === null) return { position, state: 'sending', code: null, message: null, at: null };
  const message = `Another batch job has this instance before it: ${heldBy}`;
  return { position, state: 'refused', code: 'conflict', message, at: nowInstant() };
}

/**
 * One job while it runs. Nothing is sent before the store holds that it is being sent; each step keeps what ended
 * together with what begins. Ends when the job is done, paused or stopped, or when the process wants to end.
 */
export class JobRun {
  private progress: JobProgress;
  private wish: 'run' | 'pause' | 'stop' = 'run';
  private isClosing = false;
  private isOver = false;
  private inFlight = 0;
  private finished: Finished[] = [];
  private awaitingStep: (() => void)[] = [];
  private wakeUp: () => void = () => undefined;
  private hasNews = false;
  private readonly items: PendingItems;
  private readonly bucket: TokenBucket;
  private readonly trouble: Trouble;
  private readonly rate: RecentRate;

  constructor(
    private readonly job: JobRecord,
    private readonly options: RunOptions,
  ) {
    const { store, place, retryDelaysMs, nowMs } = options;
    this.progress = { ...job.progress, state: 'running', problem: null };
    this.items = new PendingItems(store, place, job);
    this.bucket = new TokenBucket(nowMs);
    this.trouble = new Trouble(retryDelaysMs, nowMs);
    this.rate = new RecentRate(nowMs);
  }

  get record(): JobRecord {
    return { ...this.job, progress: this.progress };
  }

  get itemsPerSecond(): number {
    return this.rate.perSecond();
  }

  /** Resolves when the job runs no longer. */
  async run(): Promise<void> {
    while (!this.isOver) {
      const awaiting = this.awaitingStep.splice(0);
      try {
        this.isOver = await this.step();
        await this.sleep(this.isOver ? 0 : this.sleepMs(), awaiting);
      } catch (error) {
        this.options.onFailure(error);
        this.progress = { ...this.progress, problem: storeProblem };
        // A store that takes nothing is not waited for: what it does not hold is unknown after the restart.
        if (this.isClosing && this.inFlight === 0) this.isOver = true;
        else await this.sleep(storeRetryMs, awaiting);
      }
    }
    for (const resolve of this.awaitingStep.splice(0)) resolve();
  }

  /** What is being sent is finished. Resolves when the wish is kept. */
  pause(): Promise<void> {
    return this.turnTo('pause');
  }

  /** What is being sent is finished, the rest is left out. Resolves when the wish is kept. */
  stop(): Promise<void> {
    return this.turnTo('stop');
  }

  /** What is being sent is finished; the rest is for the next process. */
  close(): void {
    this.isClosing = true;
    this.tell();
  }

  private turnTo(wish: 'pause' | 'stop'): Promise<void> {
    if (this.isOver) return Promise.resolve();
    this.wish = wish;
    const kept = new Promise<void>((resolve) => this.awaitingStep.push(resolve));
    this.tell();
    return kept;
  }

  /** Whether it was the last one. */
  private async step(): Promise<boolean> {
    const begun = await this.begin();
    const finished = this.finished.splice(0);
    const isIdle = this.inFlight === 0 && begun.every(({ heldBy }) => heldBy !== null);
    const mayEnd = isIdle && finished.every(({ change }) => change.state !== 'pending');
    const end = isIdle ? this.endState(mayEnd) : null;
    await this.keep(begun, finished, end);
    for (const { item, change } of finished) if (change.state === 'pending') this.items.putBack(item);
    for (const item of begun) if (item.heldBy === null) void this.send(item);
    return end !== null || (isIdle && this.isClosing);
  }

  /** The items whose turn it is. */
  private async begin(): Promise<NextItem[]> {
    if (this.isClosing || this.wish !== 'run' || this.trouble.waitMs() > 0) return [];
    const free = this.freeSlots();
    if (free <= 0 || this.items.isEmpty) return [];
    return this.items.take(this.bucket.take(free, this.perSecond()));
  }

  private freeSlots(): number {
    const { concurrency } = this.job.definition;
    const slots = this.trouble.isProbing ? 1 : Math.max(1, Math.floor(concurrency * this.options.share()));
    return slots - this.inFlight;
  }

  private perSecond(): number {
    return this.job.definition.ratePerSecond * this.options.share();
  }

  private endState(isAllKept: boolean): JobState | null {
    if (this.wish === 'stop') return 'stopped';
    if (this.wish === 'pause') return 'paused';
    return isAllKept && this.items.isEmpty ? 'done' : null;
  }

  private async keep(
    begun: readonly NextItem[],
    finished: readonly Finished[],
    end: JobState | null,
  ): Promise<void> {
    const beginnings = begun.map(beginningOf);
    const endings = finished.map(({ change }) => change);
    const progress = this.progressAfter(beginnings, endings, end);
    const changes = [...endings, ...beginnings];
    const { store } = this.options;
    try {
      if (end === 'stopped') this.progress = await store.stop(this.job.number, changes, progress);
      else {
        const isNews = changes.length > 0 || JSON.stringify(progress) !== JSON.stringify(this.progress);
        if (isNews) await store.advance(this.job.number, changes, progress);
        this.progress = progress;
      }
    } catch (error) {
      this.finished = [...finished, ...this.finished];
      for (const item of begun) this.items.putBack(item);
      throw error;
    }
    this.rate.add(changes.filter(({ at }) => at !== null).length);
  }

  private progressAfter(
    beginnings: readonly ItemChange[],
    endings: readonly ItemChange[],
    end: JobState | null,
  ): JobProgress {
    const counts = { ...this.progress.counts };
    for (const { state } of endings) {
      counts.sending -= 1;
      counts[state] += 1;
    }
    for (const { state } of beginnings) {
      counts.pending -= 1;
      counts[state] += 1;
    }
    const isEnd = end === 'done' || end === 'stopped';
    const lastAt = [...endings, ...beginnings].findLast(({ at }) => at !== null)?.at;
    const working = { run: 'running', pause: 'pausing', stop: 'stopping' } as const;
    return {
      counts,
      state: end ?? working[this.wish],
      lastProgressAt: lastAt ?? this.progress.lastProgressAt,
      endedAt: isEnd ? nowInstant() : null,
      problem: isEnd ? null : this.trouble.problem,
    };
  }

  /** Never rejects: every end of it is an outcome. */
  private async send(item: PendingItem): Promise<void> {
    this.inFlight += 1;
    const outcome = await this.options
      .give(item.instanceId)
      .then(outcomeOfReceipt)
      .catch((error: unknown) => outcomeOfFailure(error));
    this.inFlight -= 1;
    this.finished.push({ item, change: changeOf(item, this.heed(item, outcome)) });
    this.tell();
  }

  /** What the outcome says of storage slows the job down or pauses it; an item that fails again and again is left. */
  private heed({ position }: PendingItem, outcome: Outcome): Omit<Outcome, 'sign'> {
    const { sign, state, code, message } = outcome;
    if (sign === 'fine') {
      this.trouble.succeeded(position);
      return outcome;
    }
    this.trouble.failed({ code: code ?? 'internal', message: message ?? '' });
    if (this.wish === 'run' && (sign === 'halt' || this.trouble.hasLastedTooLong)) this.wish = 'pause';
    const isLeft = state === 'pending' && sign === 'trouble' && this.trouble.isHopeless(position);
    return isLeft ? { ...outcome, state: 'failed' } : outcome;
  }

  private tell(): void {
    this.hasNews = true;
    this.wakeUp();
  }

  private sleepMs(): number {
    const isWaiting = this.trouble.waitMs() > 0;
    if (isWaiting) return this.trouble.waitMs();
    if (this.freeSlots() <= 0 || this.items.isEmpty || this.wish !== 'run') return Infinity;
    return this.bucket.msUntilNext(this.perSecond());
  }

  /** Until the time has passed or something happened; whoever waited for the step is told first. */
  private async sleep(ms: number, awaiting: readonly (() => void)[]): Promise<void> {
    for (const resolve of awaiting) resolve();
    if (!this.hasNews && ms > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wakeUp = resolve;
        // A share of the rate may grow meanwhile, so even a long wait is looked at again.
        timer = setTimeout(resolve, Math.min(ms, storeRetryMs));
      });
      clearTimeout(timer);
    }
    this.hasNews = false;
  }
}
