import { hubChange } from '../../shared/contract/hub-changes.ts';
import type { Coverage } from '../../shared/contract/coverage.ts';
import { scrollRestsInMs } from '../lib/scroll-rest.ts';
import { EventConnection, jsonOf, type ConnectionState } from './event-connection.ts';
import { refresh } from './refresh.ts';

export interface FeedSnapshot {
  readonly connection: ConnectionState;
  /** As the server said last; `null` before it said anything. */
  readonly coverage: Coverage | null;
  /** When rows last changed, by the clock of this page; `null` before the server said anything. */
  readonly changedAtMs: number | null;
}

type ChangeListener = () => void;

const silent: FeedSnapshot = { connection: 'connecting', coverage: null, changedAtMs: null };

/** One event source per hub, shared by everybody on the page who follows it. */
class HubFeed {
  snapshot = silent;
  readonly changeListeners = new Set<ChangeListener>();
  readonly stateListeners = new Set<ChangeListener>();
  readonly #connection: EventConnection;
  #throttleTimer: number | undefined;
  #lastTellMs = Number.NEGATIVE_INFINITY;
  #hasMissed = false;
  #revision: number | null = null;

  constructor(hub: string) {
    const url = `/api/hubs/${encodeURIComponent(hub)}/changes`;
    this.#connection = new EventConnection(() => url, {
      onOpen: () => this.#catchUp(),
      onMessage: (data) => this.#take(data),
      onBroken: () => {
        this.#hasMissed = true;
        this.#update({ ...this.snapshot, connection: 'broken' });
      },
      onHidden: () => {
        this.#hasMissed = true;
        this.#forgetToTell();
      },
    });
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop();
    this.#forgetToTell();
  }

  #forgetToTell(): void {
    window.clearTimeout(this.#throttleTimer);
    this.#throttleTimer = undefined;
  }

  /** Whatever happened while nobody listened was missed. */
  #catchUp(): void {
    this.#update({ ...this.snapshot, connection: 'open' });
    if (this.#hasMissed) this.#tellThrottled();
    this.#hasMissed = false;
  }

  #take(data: unknown): void {
    const change = hubChange.safeParse(jsonOf(data)).data;
    if (change === undefined) return;
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

  /** What is drawn anew while the reader scrolls is not looked at, and costs frames: it waits, but not for long. */
  #tell(): void {
    const restsInMs = Date.now() < this.#lastTellMs + refresh.hubChangeLatestMs ? scrollRestsInMs() : 0;
    this.#throttleTimer = restsInMs > 0 ? window.setTimeout(() => this.#tell(), restsInMs) : undefined;
    if (restsInMs > 0) return;
    this.#lastTellMs = Date.now();
    for (const listener of this.changeListeners) listener();
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
