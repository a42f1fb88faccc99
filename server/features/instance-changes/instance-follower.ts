import type { InstanceChange } from '../../../shared/contract/instance-changes.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import type { HistoryPage } from '../../../shared/contract/history.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { nowInstant } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { findInstance } from '../../hubs/read-instance.ts';

/** Between two readings: shortest right after a change, then longer and longer. */
const shortestMs = 1_000;
const longestMs = 5_000;
const growth = 1.5;
/** Readings take at most this share of the time, whatever one costs. */
const busyShare = 0.2;
/** What has ended stays as it is, unless somebody rewinds, restarts or purges it. */
const endedMs = 15_000;
/** While storage fails. */
const longestFailingMs = 30_000;

const freshnessMs = 5_000;

type Listener = (change: InstanceChange) => void;

const nothingRead = { readAt: null, problem: null, instance: null, isGone: false } as const;

function lastOwnKey(page: HistoryPage): string | undefined {
  return page.events.findLast(({ isLeftover }) => !isLeftover)?.rowKey;
}

function problemOf(error: unknown): InstanceChange['problem'] {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'Reading the instance failed inside Durascope.' };
}

/**
 * Reads one instance again and again for everybody who follows it, and the rows of its history that were written since.
 * The engine writes the instance row behind the history of every checkpoint, so a row that was not written has no history
 * worth reading again.
 */
export class InstanceFollower {
  readonly #listeners = new Set<Listener>();
  #lastRowKey: string;
  /** Of the row up to which the history was read. */
  #readVersion: string | null = null;
  #told: Omit<InstanceChange, 'lastRowKey' | 'written'> = nothingRead;
  #toldAtMs = 0;
  #waitMs = shortestMs;
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;

  constructor(
    private readonly open: OpenHub,
    private readonly instanceId: string,
    lastRowKey: string,
    private readonly onDeserted: () => void,
  ) {
    this.#lastRowKey = lastRowKey;
  }

  /** Tells what is known, then every change; reading goes on until the returned function was called by all. */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#told.readAt !== null) listener({ ...this.#told, lastRowKey: this.#lastRowKey, written: null });
    if (this.#timer === undefined && !this.#isReading) void this.#read();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.onDeserted();
    };
  }

  #tell(written: InstanceChange['written']): void {
    this.#toldAtMs = performance.now();
    for (const listener of this.#listeners)
      listener({ ...this.#told, lastRowKey: this.#lastRowKey, written });
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    this.#timer = undefined;
    const beganMs = performance.now();
    try {
      await this.#readOnce();
    } catch (error) {
      this.#told = { ...this.#told, problem: problemOf(error) };
      this.#waitMs = Math.min(this.#waitMs * 2, longestFailingMs);
      this.#tell(null);
    }
    this.#isReading = false;
    this.#scheduleNext((performance.now() - beganMs) / busyShare);
  }

  #scheduleNext(leastMs: number): void {
    const { instance, isGone, problem } = this.#told;
    if (this.#listeners.size === 0 || (isGone && problem === null)) return;
    const hasEnded = instance !== null && isTerminal(instance.runtimeStatus);
    const waitMs = hasEnded ? Math.max(this.#waitMs, endedMs) : this.#waitMs;
    this.#timer = setTimeout(() => void this.#read(), Math.max(waitMs, leastMs));
  }

  async #readOnce(): Promise<void> {
    const before = this.#told;
    const instance = await findInstance(this.open, this.instanceId);
    this.#told = { readAt: nowInstant(), problem: null, instance, isGone: instance === null };
    const version = instance?.rowVersion ?? null;
    const isChanged = version !== this.#readVersion || this.#told.isGone !== before.isGone;
    let isTold = false;
    if (isChanged && instance !== null) isTold = await this.#tellRows(before.instance, instance);
    this.#readVersion = version;
    this.#waitMs = isChanged ? shortestMs : Math.min(this.#waitMs * growth, longestMs);
    if (isTold) return;
    const isDue = performance.now() - this.#toldAtMs >= freshnessMs;
    if (isChanged || isDue || before.problem !== null) this.#tell(null);
  }

  /** Row keys are taken again by the next execution, so its rows are read from the beginning. */
  async #tellRows(before: InstanceDetail | null, instance: InstanceDetail): Promise<boolean> {
    if (before !== null && before.executionId !== instance.executionId) this.#lastRowKey = '';
    const cursor = this.#lastRowKey === '' ? undefined : `after:${this.#lastRowKey}`;
    let isTold = false;
    for await (const page of this.open.hub.scanHistory(this.instanceId, { cursor })) {
      const isOther = page.executionId !== null && page.executionId !== instance.executionId;
      if (isOther || this.#listeners.size === 0) return isTold;
      if (page.events.length === 0) continue;
      const after = this.#lastRowKey;
      this.#lastRowKey = lastOwnKey(page) ?? after;
      this.#tell({ after, page });
      isTold = true;
    }
    return isTold;
  }
}
