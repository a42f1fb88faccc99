import type { Coverage } from '../../shared/contract/coverage.ts';
import type { HubChange } from '../../shared/contract/hub-changes.ts';
import type { HubSummary } from '../../shared/contract/hubs.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { isTerminal } from '../../shared/domain/runtime-status.ts';
import type {
  Failures,
  FailuresQuery,
  HealthQuery,
  HealthSigns,
  InstanceFacets,
  InstanceFacetsQuery,
  InstanceHistogram,
  InstanceHistogramQuery,
  InstanceIndex,
  InstanceList,
  InstanceListQuery,
  InstanceValues,
  InstanceValuesQuery,
  OpenCounts,
  OrderedQuestion,
  PartitionCount,
  RowSnapshot,
  Throughput,
  ThroughputQuery,
  WatchedInstances,
} from '../task-hub/instance-index.ts';
import type { QueueSamples } from '../task-hub/queue-samples.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { ChangeNotifier } from './change-notifier.ts';
import { systemClock, type Clock } from './clock.ts';
import { FailureReader } from './failure-reader.ts';
import { Follower, type RunningPass } from './follower.ts';
import { IndexSync } from './index-sync.ts';
import { PointReads } from './point-reads.ts';
import { InstanceQuestions } from './queries/instance-questions.ts';
import { giveBackMemory, whenQuiet } from './give-back-memory.ts';
import { QueueLookout } from './queue-lookout.ts';
import { StoredQueueSamples } from './queue-samples.ts';
import { RowStore } from './row-store.ts';
import type { StoreDatabase } from './store-database.ts';
import { openMemoryStore, openStoreFile } from './store-file.ts';

/** When following all comes round no later than that, reading single instances in between gains nothing. */
const slowFollowingMs = 3_000;
/** Smaller hubs leave little behind. */
const rowsWorthCollecting = 100_000;

interface Equipment {
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

export interface InstanceIndexOptions extends Partial<Equipment> {
  /** Keeps the index in a file of its own there; `null` = in memory. */
  readonly directory?: string | null;
  /** What the hub's connection points at: a file made from another account is not used. */
  readonly account?: string;
  /** For the log: the first failure of storage after a success (`coverage` tells of it meanwhile), or a listener's. */
  readonly onFailure?: (error: unknown) => void;
  /** For the log, in words: why a stored index was not used. */
  readonly onNotice?: (notice: string) => void;
}

class DuckDbInstanceIndex implements InstanceIndex {
  private readonly questions: InstanceQuestions;
  private readonly sync: IndexSync;
  private readonly follower: Follower;
  private readonly failureReader: FailureReader;
  private readonly pointReads: PointReads;
  private readonly lookout: QueueLookout;
  private readonly notifier: ChangeNotifier<HubChange>;
  private readonly clock: Clock;
  private hasCollected = false;

  constructor(
    hub: TaskHub,
    private readonly store: RowStore,
    readonly queueSamples: QueueSamples,
    { clock, onFailure }: Equipment,
  ) {
    this.clock = clock;
    this.questions = new InstanceQuestions(store, clock);
    this.sync = new IndexSync(hub, store, clock);
    this.notifier = new ChangeNotifier(() => this.latestChange(), clock, onFailure);
    const onRows = (changed: number) => this.rowsChanged(changed);
    this.failureReader = new FailureReader({ hub, store, clock, onRows, onFailure });
    this.follower = new Follower({
      pass: (running) => this.pass(running),
      clock,
      onStateChange: () => {
        this.notifier.notify();
        this.buildEnded();
      },
      onFailure,
      asOf: store.storedState?.asOf ?? null,
    });
    const isFollowingSlow = () => this.follower.waitMs > slowFollowingMs;
    const read = (instanceId: string) => this.sync.readSingle(instanceId);
    this.pointReads = new PointReads({ clock, read, onRows, isFollowingSlow });
    this.lookout = new QueueLookout({
      hub,
      clock,
      isWorthIt: () => this.follower.isWatched && isFollowingSlow(),
      onInstances: (ids) => this.pointReads.watch(ids),
    });
    if (!this.follower.isBuilt) this.follower.touch();
  }

  coverage(): Coverage {
    const freshness = this.follower.freshness();
    return {
      ...freshness,
      rows: this.store.rowCount,
      progress: freshness.state === 'building' ? this.sync.buildProgress() : null,
      unreadFailures: this.store.unreadFailures,
    };
  }

  latestChange(): HubChange {
    return { coverage: this.coverage(), revision: this.store.revision };
  }

  list(query: InstanceListQuery): Promise<InstanceList> {
    return this.answer(() => this.questions.list(query));
  }

  facets(query: InstanceFacetsQuery): Promise<InstanceFacets> {
    return this.answer(() => this.questions.facets(query));
  }

  values(query: InstanceValuesQuery): Promise<InstanceValues> {
    this.follower.touch();
    return this.questions.values(query);
  }

  histogram(query: InstanceHistogramQuery): Promise<InstanceHistogram> {
    return this.answer(() => this.questions.histogram(query));
  }

  throughput(query: ThroughputQuery): Promise<Throughput> {
    return this.answer(() => this.questions.throughput(query));
  }

  failures(query: FailuresQuery): Promise<Failures> {
    return this.answer(() => this.questions.failures(query));
  }

  health(query: HealthQuery): Promise<HealthSigns> {
    return this.answer(() => this.questions.health(query));
  }

  snapshot(question: OrderedQuestion): Promise<RowSnapshot> {
    this.follower.touch();
    return this.questions.snapshot(question);
  }

  watched(ids: readonly string[], q: string): Promise<WatchedInstances> {
    return this.answer(async () => {
      const { rows, matching } = await this.questions.watched(ids, q);
      // An entity is open for ever, and changes too often for single reads to tell more than following does.
      const isOpen = ({ kind, runtimeStatus }: InstanceRow) =>
        kind === 'orchestration' && !isTerminal(runtimeStatus);
      this.pointReads.watch(rows.filter(isOpen).map(({ instanceId }) => instanceId));
      return { rows: [...rows], matching: [...matching] };
    });
  }

  counts(): Promise<HubSummary['counts']> {
    this.follower.touch();
    return this.questions.counts();
  }

  partitionCounts(): Promise<readonly PartitionCount[]> {
    this.follower.touch();
    return this.questions.partitionCounts();
  }

  openCounts(): Promise<OpenCounts> {
    return this.answer(() => this.questions.openCounts());
  }

  watch(listener: (change: HubChange) => void): () => void {
    const stopListening = this.notifier.add(listener);
    this.follower.beginWatch();
    this.lookout.start();
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

  expectChange(instanceId: string): void {
    this.pointReads.expectChange(instanceId);
  }

  async noteParent(instanceId: string, parentInstanceId: string): Promise<void> {
    this.rowsChanged(await this.store.setParent(instanceId, parentInstanceId));
  }

  async close(): Promise<void> {
    this.notifier.close();
    await Promise.all([
      this.follower.close(),
      this.failureReader.close(),
      this.pointReads.close(),
      this.lookout.close(),
    ]);
    await this.store.close();
  }

  private async pass({ signal, onProgress, onTrouble }: RunningPass): Promise<void> {
    const onRows = (changed: number) => {
      onProgress();
      this.rowsChanged(changed);
    };
    await this.sync.pass({ signal, onRows, onTrouble });
    this.failureReader.start();
    this.lookout.start();
  }

  /** Once: what the first reading left in memory is not needed any more. */
  private buildEnded(): void {
    if (this.hasCollected || this.store.rowCount < rowsWorthCollecting || !this.follower.isBuilt) return;
    this.hasCollected = true;
    whenQuiet(
      this.clock,
      () => this.store.unreadFailures === 0,
      () => void this.tidyUp(),
    );
  }

  private async tidyUp(): Promise<void> {
    // First, since the copy of the rows takes its place for a while.
    giveBackMemory();
    // Rows out of order answer as well, only later.
    await this.store.putInOrder().catch(() => undefined);
  }

  private rowsChanged(count: number): void {
    if (count > 0) this.notifier.notify();
  }

  /** Freshness is taken before the rows are read: an answer may know more than it says, never less. */
  private async answer<Answer>(read: () => Promise<Answer>): Promise<Answer & { coverage: Coverage }> {
    const freshness = this.follower.freshness();
    this.follower.touch();
    const answer = await read();
    return { ...answer, coverage: { ...this.coverage(), ...freshness } };
  }
}

async function openDatabase({ ref }: TaskHub, options: InstanceIndexOptions): Promise<StoreDatabase> {
  const { directory = null, account = '', onNotice = () => undefined } = options;
  const hub = `${account} ${ref.connection}~${ref.name}`;
  const database = directory === null ? null : await openStoreFile({ directory, hub, onNotice });
  return database ?? openMemoryStore();
}

/**
 * An index of its own for one task hub. A stored one is read on from where it stopped when somebody asks for the first time;
 * without one, reading begins at once.
 */
export async function openInstanceIndex(
  hub: TaskHub,
  options: InstanceIndexOptions = {},
): Promise<InstanceIndex> {
  const { clock = systemClock, onFailure = () => undefined } = options;
  const database = await openDatabase(hub, options);
  const store = await RowStore.open(database, clock);
  const samples = await StoredQueueSamples.open(database);
  return new DuckDbInstanceIndex(hub, store, samples, { clock, onFailure });
}
