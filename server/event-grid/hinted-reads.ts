import PQueue from 'p-queue';
import type { Instant } from '../../shared/domain/instant.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { systemClock, type Clock } from '../index/clock.ts';

const parallelReads = 8;
/** The same instance is read no more often, however many events it causes. */
const gapMs = 1_000;
/** Instances that wait, of all hubs: half a minute's reading where storage is near. */
const mostWaiting = 20_000;

export interface Hint {
  readonly open: OpenHub;
  readonly instanceId: string;
  /** When the event happened. */
  readonly at: Instant | null;
}

interface HintedReadsOptions {
  readonly onRead: (hub: string, isDone: boolean) => void;
  readonly clock?: Clock;
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/**
 * Reads the instances that events name, each once for all events that came meanwhile. What an event says is never written
 * anywhere: a forged, repeated or late one costs a reading and no more.
 */
export class HintedReads {
  private readonly waiting = new Map<string, Hint>();
  /** Being read, or read a moment ago: one at a time, so that an older answer does not come last. */
  private readonly resting = new Map<string, (() => void) | null>();
  private readonly reads = new PQueue({ concurrency: parallelReads });
  private readonly clock: Clock;
  private isClosed = false;

  constructor(private readonly options: HintedReadsOptions) {
    this.clock = options.clock ?? systemClock;
  }

  add(hint: Hint): 'waiting' | 'joined' | 'full' {
    const key = JSON.stringify([hint.open.key, hint.instanceId]);
    const known = this.waiting.get(key);
    if (known !== undefined) {
      this.waiting.set(key, { ...hint, at: later(known.at, hint.at) });
      return 'joined';
    }
    if (this.isClosed || this.waiting.size >= mostWaiting) return 'full';
    this.waiting.set(key, hint);
    if (!this.resting.has(key)) this.readSoon(key);
    return 'waiting';
  }

  waitingIn(hub: string): number {
    return [...this.waiting.values()].filter(({ open }) => open.key === hub).length;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.waiting.clear();
    for (const cancel of this.resting.values()) cancel?.();
    this.reads.clear();
    await this.reads.onIdle();
  }

  private readSoon(key: string): void {
    this.resting.set(key, null);
    void this.reads.add(async () => {
      const hint = this.waiting.get(key);
      this.waiting.delete(key);
      if (hint !== undefined) await this.read(hint);
      if (!this.isClosed) this.rest(key);
    });
  }

  private rest(key: string): void {
    const cancel = this.clock.schedule(() => {
      this.resting.delete(key);
      if (this.waiting.has(key)) this.readSoon(key);
    }, gapMs);
    this.resting.set(key, cancel);
  }

  private async read({ open, instanceId, at }: Hint): Promise<void> {
    const { hub, index, key } = open;
    try {
      const row = await hub.getInstance(instanceId);
      await (row === null ? index.drop(instanceId) : index.apply(row));
      this.options.onRead(key, true);
      // An app tells of a change before it writes it down.
      const isBehind = at !== null && (row === null || (row.lastUpdatedAt ?? '') < at);
      if (isBehind) index.expectChange(instanceId);
    } catch {
      // The index follows the same hub, and tells of trouble that lasts.
      this.options.onRead(key, false);
      if (!this.isClosed) index.expectChange(instanceId);
    }
  }
}
