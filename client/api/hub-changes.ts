import { hubChange, type HubChange } from '../../shared/contract/hubs.ts';
import type { Coverage } from '../../shared/contract/coverage.ts';
import { refresh } from './refresh.ts';

export type ConnectionState = 'connecting' | 'open' | 'broken';

export interface FeedSnapshot {
  readonly connection: ConnectionState;
  /** As the server said last; `null` before it said anything. */
  readonly coverage: Coverage | null;
  /** When rows last changed, by the clock of this page; `null` before the server said anything. */
  readonly changedAtMs: number | null;
}

type ChangeListener = () => void;

const silent: FeedSnapshot = { connection: 'connecting', coverage: null, changedAtMs: null };

function changeOf(text: unknown): HubChange | null {
  if (typeof text !== 'string') return null;
  try {
    return hubChange.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** One event source per hub, shared by everybody on the page who follows it. */
class HubFeed {
  snapshot = silent;
  readonly changeListeners = new Set<ChangeListener>();
  readonly stateListeners = new Set<ChangeListener>();
  readonly #url: string;
  #source: EventSource | null = null;
  #retryTimer: number | undefined;
  #throttleTimer: number | undefined;
  #failures = 0;
  #lastTellMs = Number.NEGATIVE_INFINITY;
  #hasMissed = false;
  #revision: number | null = null;

  constructor(hub: string) {
    this.#url = `/api/hubs/${encodeURIComponent(hub)}/changes`;
  }

  /** A page that nobody sees follows nothing: the server reads less and the browser keeps its few connections. */
  start(): void {
    document.addEventListener('visibilitychange', this.#followVisibility);
    this.#followVisibility();
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#followVisibility);
    this.#close();
  }

  readonly #followVisibility = (): void => {
    this.#close();
    if (document.visibilityState === 'visible') this.#open();
    else this.#hasMissed = true;
  };

  #open(): void {
    const source = new EventSource(this.#url);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.#update({ ...this.snapshot, connection: 'open' });
      // Whatever happened while nobody listened was missed.
      if (this.#hasMissed) this.#tellThrottled();
      this.#hasMissed = false;
    };
    source.onmessage = (event) => this.#take(event.data);
    source.onerror = () => this.#retry();
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
    window.clearTimeout(this.#retryTimer);
    window.clearTimeout(this.#throttleTimer);
    this.#throttleTimer = undefined;
  }

  #take(data: unknown): void {
    const change = changeOf(data);
    if (change === null) return;
    const hasChanged = change.revision !== this.#revision;
    this.#revision = change.revision;
    this.#update({
      connection: 'open',
      coverage: change.coverage,
      changedAtMs: hasChanged ? Date.now() : this.snapshot.changedAtMs,
    });
    if (hasChanged) this.#tellThrottled();
  }

  #update(snapshot: FeedSnapshot): void {
    this.snapshot = snapshot;
    for (const listener of this.stateListeners) listener();
  }

  /** The first change is told at once, the ones right behind it together. */
  #tellThrottled(): void {
    if (this.#throttleTimer !== undefined) return;
    const waitMs = this.#lastTellMs + refresh.hubChangeThrottleMs - Date.now();
    this.#throttleTimer = window.setTimeout(() => this.#tell(), Math.max(0, waitMs));
  }

  #tell(): void {
    this.#throttleTimer = undefined;
    this.#lastTellMs = Date.now();
    for (const listener of this.changeListeners) listener();
  }

  /** Browsers give up for good on an answer that is no event stream, so reopening is not left to them. */
  #retry(): void {
    this.#source?.close();
    this.#source = null;
    this.#hasMissed = true;
    this.#update({ ...this.snapshot, connection: 'broken' });
    const waitMs = Math.min(refresh.feedRetryMs * 2 ** this.#failures, refresh.feedRetryMaxMs);
    this.#failures += 1;
    window.clearTimeout(this.#retryTimer);
    this.#retryTimer = window.setTimeout(() => this.#open(), waitMs);
  }
}

const feeds = new Map<string, HubFeed>();

function feedOf(hub: string): HubFeed {
  const known = feeds.get(hub);
  if (known !== undefined) return known;
  const feed = new HubFeed(hub);
  feeds.set(hub, feed);
  feed.start();
  return feed;
}

function follow(
  hub: string,
  pick: (feed: HubFeed) => Set<ChangeListener>,
  listener: ChangeListener,
): () => void {
  const feed = feedOf(hub);
  pick(feed).add(listener);
  return () => {
    pick(feed).delete(listener);
    if (feed.changeListeners.size + feed.stateListeners.size > 0) return;
    feed.stop();
    feeds.delete(hub);
  };
}

/** Calls back, throttled, whenever the hub's index took in new rows. */
export function onHubChange(hub: string, listener: ChangeListener): () => void {
  return follow(hub, (feed) => feed.changeListeners, listener);
}

export function onFeedState(hub: string, listener: ChangeListener): () => void {
  return follow(hub, (feed) => feed.stateListeners, listener);
}

export function feedSnapshot(hub: string): FeedSnapshot {
  return feeds.get(hub)?.snapshot ?? silent;
}
