import PQueue from 'p-queue';
import type { Clock } from './clock.ts';

/** Well under the time a reader takes to wonder, and at most half a second late after a command. */
const tickMs = 500;
/** Each instance is read no more often, however many look at it. */
const expectedGapMs = 2_000;
const watchedGapMs = 5_000;
/** Reads of all instances together, a tick. */
const readsPerTick = 10;
const parallelReads = 4;
const expectedForMs = 30_000;
/** A screen asks again before that. */
const watchedForMs = 15_000;

interface Wanted {
  readonly isExpected: boolean;
  readonly untilMs: number;
}

interface PointReadsOptions {
  readonly clock: Clock;
  /** Reads one instance and corrects the index: how many rows changed. */
  readonly read: (instanceId: string) => Promise<number>;
  readonly onRows: (changed: number) => void;
  /** Watched instances are read singly only while following all is slower than that. */
  readonly isFollowingSlow: () => boolean;
}

/** Reads single instances between the passes: those just commanded, and open ones on somebody's screen. */
export class PointReads {
  private readonly wanted = new Map<string, Wanted>();
  private readonly readAtMs = new Map<string, number>();
  private readonly reads = new PQueue({ concurrency: parallelReads });
  private cancelTick: (() => void) | null = null;
  private isClosed = false;

  constructor(private readonly options: PointReadsOptions) {}

  /** Read soon, and again until it changes or half a minute has passed. */
  expectChange(instanceId: string): void {
    // The command itself has just read it: what it did shows a moment later.
    this.readAtMs.set(instanceId, this.nowMs() - expectedGapMs / 2);
    this.want(instanceId, { isExpected: true, untilMs: this.nowMs() + expectedForMs });
  }

  /** For as long as somebody asks for them. */
  watch(instanceIds: readonly string[]): void {
    if (!this.options.isFollowingSlow()) return;
    for (const instanceId of instanceIds) {
      if (this.wanted.get(instanceId)?.isExpected) continue;
      this.want(instanceId, { isExpected: false, untilMs: this.nowMs() + watchedForMs });
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.cancelTick?.();
    this.cancelTick = null;
    this.reads.clear();
    await this.reads.onIdle();
  }

  private nowMs(): number {
    return this.options.clock.elapsedMs();
  }

  private want(instanceId: string, wanted: Wanted): void {
    this.wanted.set(instanceId, wanted);
    this.tickLater();
  }

  private tickLater(): void {
    if (this.isClosed || this.cancelTick || this.wanted.size === 0) return;
    this.cancelTick = this.options.clock.schedule(() => this.tick(), tickMs);
  }

  private tick(): void {
    this.cancelTick = null;
    this.forgetPast();
    if (this.reads.size + this.reads.pending === 0) {
      for (const id of this.due()) void this.reads.add(() => this.read(id));
    }
    this.tickLater();
  }

  private forgetPast(): void {
    const nowMs = this.nowMs();
    for (const [id, { untilMs }] of this.wanted) if (untilMs <= nowMs) this.wanted.delete(id);
    for (const [id, readAtMs] of this.readAtMs) {
      if (nowMs - readAtMs > watchedGapMs) this.readAtMs.delete(id);
    }
  }

  /** Those just commanded first, then those read longest ago. */
  private due(): string[] {
    const nowMs = this.nowMs();
    const readAt = (id: string) => this.readAtMs.get(id) ?? -Infinity;
    const gapOf = ({ isExpected }: Wanted) => (isExpected ? expectedGapMs : watchedGapMs);
    return [...this.wanted]
      .filter(([id, wanted]) => nowMs - readAt(id) >= gapOf(wanted))
      .sort(([a, x], [b, y]) => Number(y.isExpected) - Number(x.isExpected) || readAt(a) - readAt(b))
      .slice(0, readsPerTick)
      .map(([id]) => id);
  }

  private async read(instanceId: string): Promise<void> {
    this.readAtMs.set(instanceId, this.nowMs());
    try {
      const changed = await this.options.read(instanceId);
      if (changed > 0 && this.wanted.get(instanceId)?.isExpected) this.wanted.delete(instanceId);
      this.options.onRows(changed);
    } catch {
      // Following the hub meets the same trouble and tells of it.
    }
  }
}
