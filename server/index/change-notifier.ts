import type { Clock } from './clock.ts';

const shortestGapMs = 500;
/** Every listener asks its questions anew, so a crowd is told in groups: the last ones wait a little, nobody waits in a queue. */
const groupSize = 5;
const groupGapMs = 25;

type Listener<Change> = (change: Change) => void;

/** Passes changes on to listeners, at once but never more than twice a second. */
export class ChangeNotifier<Change> {
  private readonly listeners = new Set<Listener<Change>>();
  /** Something changed since the first group was told of the last change. */
  private hasNews = false;
  private isTelling = false;
  private quietUntilMs = -Infinity;
  private cancelWait: (() => void) | null = null;

  constructor(
    /** Asked when a notice goes out, so that a delayed one is not out of date. */
    private readonly describe: () => Change,
    private readonly clock: Clock,
    private readonly onListenerFailure: (error: unknown) => void,
  ) {}

  add(listener: Listener<Change>): () => void {
    // A wrapper of its own lets the same function listen twice.
    const entry = (change: Change) => listener(change);
    this.listeners.add(entry);
    return () => this.listeners.delete(entry);
  }

  notify(): void {
    if (this.listeners.size === 0) return;
    this.hasNews = true;
    this.sendLater();
  }

  close(): void {
    this.cancelWait?.();
    this.cancelWait = null;
    this.listeners.clear();
  }

  private sendLater(): void {
    if (this.cancelWait || this.isTelling || !this.hasNews) return;
    const waitMs = this.quietUntilMs - this.clock.elapsedMs();
    if (waitMs <= 0) this.send();
    else this.wait(() => this.send(), waitMs);
  }

  private send(): void {
    this.hasNews = false;
    this.quietUntilMs = this.clock.elapsedMs() + shortestGapMs;
    this.tellGroup([...this.listeners]);
  }

  private tellGroup(waiting: readonly Listener<Change>[]): void {
    this.isTelling = true;
    const change = this.describe();
    const present = waiting.filter((listener) => this.listeners.has(listener));
    for (const listener of present.slice(0, groupSize)) this.tell(listener, change);
    const rest = present.slice(groupSize);
    if (rest.length > 0) {
      this.wait(() => this.tellGroup(rest), groupGapMs);
      return;
    }
    this.isTelling = false;
    this.sendLater();
  }

  private wait(run: () => void, delayMs: number): void {
    this.cancelWait = this.clock.schedule(() => {
      this.cancelWait = null;
      run();
    }, delayMs);
  }

  /** A listener's failure is its own: it reaches neither the other listeners nor the reading of storage. */
  private tell(listener: Listener<Change>, change: Change): void {
    try {
      listener(change);
    } catch (error) {
      this.onListenerFailure(error);
    }
  }
}
