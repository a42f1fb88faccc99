import type { Clock } from './clock.ts';

const shortestGapMs = 500;

/** Passes changes on to listeners, at once but never more than twice a second. */
export class ChangeNotifier<Change> {
  private readonly listeners = new Set<(change: Change) => void>();
  private quietUntilMs = -Infinity;
  private cancelWait: (() => void) | null = null;

  constructor(
    /** Asked when a notice goes out, so that a delayed one is not out of date. */
    private readonly describe: () => Change,
    private readonly clock: Clock,
    private readonly onListenerFailure: (error: unknown) => void,
  ) {}

  add(listener: (change: Change) => void): () => void {
    // A wrapper of its own lets the same function listen twice.
    const entry = (change: Change) => listener(change);
    this.listeners.add(entry);
    return () => this.listeners.delete(entry);
  }

  notify(): void {
    if (this.cancelWait || this.listeners.size === 0) return;
    const waitMs = this.quietUntilMs - this.clock.elapsedMs();
    if (waitMs <= 0) this.send();
    else this.cancelWait = this.clock.schedule(() => this.send(), waitMs);
  }

  close(): void {
    this.cancelWait?.();
    this.cancelWait = null;
    this.listeners.clear();
  }

  private send(): void {
    this.cancelWait = null;
    this.quietUntilMs = this.clock.elapsedMs() + shortestGapMs;
    const change = this.describe();
    for (const listener of [...this.listeners]) this.tell(listener, change);
  }

  /** A listener's failure is its own: it reaches neither the other listeners nor the reading of storage. */
  private tell(listener: (change: Change) => void, change: Change): void {
    try {
      listener(change);
    } catch (error) {
      this.onListenerFailure(error);
    }
  }
}
