import type { Coverage } from '../../shared/contract/coverage.ts';
import type { HubChange, HubSummary } from '../../shared/contract/hubs.ts';
import type { InstanceFilter, InstanceRow } from '../../shared/contract/instances.ts';
import type {
  InstanceFacets,
  InstanceIndex,
  InstanceList,
  InstanceListQuery,
} from '../task-hub/instance-index.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { ChangeNotifier } from './change-notifier.ts';
import { systemClock, type Clock } from './clock.ts';
import { Follower } from './follower.ts';
import { IndexSync } from './index-sync.ts';
import { countByKindAndStatus, countFacets, listRows } from './queries.ts';
import { RowStore } from './row-store.ts';

export interface InstanceIndexOptions {
  readonly clock?: Clock;
  /** For the log: the first failure of storage after a success (`coverage` tells of it meanwhile), or a listener's. */
  readonly onFailure?: (error: unknown) => void;
}

class DuckDbInstanceIndex implements InstanceIndex {
  private readonly sync: IndexSync;
  private readonly follower: Follower;
  private revision = 0;
  private readonly notifier: ChangeNotifier<HubChange>;

  constructor(
    hub: TaskHub,
    private readonly store: RowStore,
    { clock = systemClock, onFailure = () => undefined }: InstanceIndexOptions,
  ) {
    this.sync = new IndexSync(hub, store, clock);
    this.notifier = new ChangeNotifier(() => this.latestChange(), clock, onFailure);
    this.follower = new Follower({
      pass: (signal, onProgress) =>
        this.sync.pass(signal, (changed) => {
          onProgress();
          this.rowsChanged(changed);
        }),
      clock,
      onStateChange: () => this.notifier.notify(),
      onFailure,
    });
    this.follower.touch();
  }

  coverage(): Coverage {
    return { ...this.follower.freshness(), rows: this.store.rowCount };
  }

  latestChange(): HubChange {
    return { coverage: this.coverage(), revision: this.revision };
  }

  async list(query: InstanceListQuery): Promise<InstanceList> {
    return this.answer(() => listRows(this.store, query));
  }

  async facets(filter: InstanceFilter): Promise<InstanceFacets> {
    return this.answer(() => countFacets(this.store, filter));
  }

  counts(): Promise<HubSummary['counts']> {
    this.follower.touch();
    return countByKindAndStatus(this.store);
  }

  watch(listener: (change: HubChange) => void): () => void {
    const stopListening = this.notifier.add(listener);
    this.follower.beginWatch();
    let isWatching = true;
    return () => {
      if (!isWatching) return;
      isWatching = false;
      stopListening();
      this.follower.endWatch();
    };
  }

  async apply(row: InstanceRow): Promise<void> {
    this.rowsChanged(await this.sync.apply(row));
  }

  async drop(instanceId: string): Promise<void> {
    this.rowsChanged(await this.sync.drop(instanceId));
  }

  async close(): Promise<void> {
    this.notifier.close();
    await this.follower.close();
    await this.store.close();
  }

  private rowsChanged(count: number): void {
    if (count === 0) return;
    this.revision += 1;
    this.notifier.notify();
  }

  /** Freshness is taken before the rows are read: an answer may know more than it says, never less. */
  private async answer<Answer>(read: () => Promise<Answer>): Promise<Answer & { coverage: Coverage }> {
    const freshness = this.follower.freshness();
    this.follower.touch();
    const answer = await read();
    return { ...answer, coverage: { ...freshness, rows: this.store.rowCount } };
  }
}

/** An index of its own for one task hub, in memory; reading begins at once. */
export async function openInstanceIndex(
  hub: TaskHub,
  options: InstanceIndexOptions = {},
): Promise<InstanceIndex> {
  return new DuckDbInstanceIndex(hub, await RowStore.open(), options);
}
