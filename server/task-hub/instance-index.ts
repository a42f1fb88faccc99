import type { z } from 'zod';
import type { Coverage } from '../../shared/contract/coverage.ts';
import type { ResultOf } from '../../shared/contract/endpoint.ts';
import type { listFailures } from '../../shared/contract/failures.ts';
import type { HubChange } from '../../shared/contract/hub-changes.ts';
import type { HubSummary } from '../../shared/contract/hubs.ts';
import type {
  InstanceRow,
  instanceOrder,
  instanceQuestion,
  listInstances,
} from '../../shared/contract/instances.ts';
import type { openInstances } from '../../shared/contract/gate.ts';
import type { instanceFacets } from '../../shared/contract/instance-facets.ts';
import type { instanceHistogram } from '../../shared/contract/instance-histogram.ts';
import type { instanceValues } from '../../shared/contract/instance-values.ts';
import type { watchedInstances } from '../../shared/contract/watched-instances.ts';
import type { getThroughput } from '../../shared/contract/throughput.ts';
import type { QueueSamples } from './queue-samples.ts';
import type { Instant } from '../../shared/domain/instant.ts';

type QuestionOf<E extends { query: z.ZodType }> = z.output<E['query']>;

export type InstanceListQuery = QuestionOf<typeof listInstances>;
export type InstanceList = ResultOf<typeof listInstances>;
export type InstanceFacets = ResultOf<typeof instanceFacets>;
export type InstanceFacetsQuery = QuestionOf<typeof instanceFacets>;
export type InstanceValues = ResultOf<typeof instanceValues>;
export type InstanceValuesQuery = QuestionOf<typeof instanceValues>;
export type InstanceHistogram = ResultOf<typeof instanceHistogram>;
export type InstanceHistogramQuery = QuestionOf<typeof instanceHistogram>;
export type Throughput = ResultOf<typeof getThroughput>;
export type ThroughputQuery = QuestionOf<typeof getThroughput>;
export type OpenCounts = ResultOf<typeof openInstances>;
export type Failures = ResultOf<typeof listFailures>;
export type FailuresQuery = QuestionOf<typeof listFailures>;
export type WatchedInstances = ResultOf<typeof watchedInstances>;
export type OrderedQuestion = z.output<typeof instanceQuestion> & z.output<typeof instanceOrder>;

export interface HealthQuery {
  readonly now: Instant;
  /** Instances that changed after it are left out. */
  readonly unchangedSince: Instant;
  /** Rows shown of all groups together. */
  readonly samples: number;
}

/**
 * Instances alike in name, status and partition that have not ended and did not change for a while; entities only when
 * they are locked or operations wait for them.
 */
export interface IdleGroup {
  readonly kind: InstanceRow['kind'];
  readonly name: string | null;
  readonly runtimeStatus: InstanceRow['runtimeStatus'];
  readonly partition: number | null;
  /** It was scheduled for a time that has not come yet. */
  readonly startsLater: boolean;
  readonly count: number;
  /** Of the one that is unchanged for longest. */
  readonly oldest: Instant;
  /** The longest unchanged ones, and some others regardless of their age, the same each time. */
  readonly samples: readonly InstanceRow[];
}

export interface EndedCounts {
  readonly ended: number;
  readonly failed: number;
}

/** What rows tell about the health of a hub. */
export interface HealthSigns {
  /** The largest first. */
  readonly idle: readonly IdleGroup[];
  /** Of all groups, shown or not. */
  readonly idleTotal: number;
  /** Orchestrations. */
  readonly lastHour: EndedCounts;
  readonly dayBefore: EndedCounts;
  /** By the names of idle instances: how long those took that completed. */
  readonly usual: ReadonlyMap<string, { readonly runs: number; readonly p99Ms: number }>;
  readonly coverage: Coverage;
}

export interface PartitionCount {
  readonly partition: number;
  readonly all: number;
  /** Orchestrations that have not ended. */
  readonly open: number;
}

/** Rows as they were at one moment, whatever happens while they are read. */
export interface RowSnapshot {
  readonly total: number;
  /** To be read to its end or left with `return`, which a `for await` does by itself. */
  readonly pages: AsyncIterable<readonly InstanceRow[]>;
}

/**
 * The column store that follows one task hub. Scanning starts when it is opened and never ends in a rejection: see
 * `coverage`. A filter text that is not understood is `invalid-request`, naming the place.
 */
export interface InstanceIndex {
  /** A cursor that does not fit the query is `invalid-request`. */
  list(query: InstanceListQuery): Promise<InstanceList>;
  facets(query: InstanceFacetsQuery): Promise<InstanceFacets>;
  values(query: InstanceValuesQuery): Promise<InstanceValues>;
  histogram(query: InstanceHistogramQuery): Promise<InstanceHistogram>;
  throughput(query: ThroughputQuery): Promise<Throughput>;
  failures(query: FailuresQuery): Promise<Failures>;
  health(query: HealthQuery): Promise<HealthSigns>;
  /** Every matching row of one moment, in order. */
  snapshot(question: OrderedQuestion): Promise<RowSnapshot>;
  /** The rows with these ids now; those still open are read from storage soon and for as long as somebody asks. */
  watched(ids: readonly string[], q: string): Promise<WatchedInstances>;
  counts(): Promise<HubSummary['counts']>;
  /** Instances hashed to each partition; those whose partition is not known are left out. */
  partitionCounts(): Promise<readonly PartitionCount[]>;
  /** Kept beside the rows; nothing is read from storage for it. */
  readonly queueSamples: QueueSamples;
  openCounts(): Promise<OpenCounts>;
  coverage(): Coverage;
  /** What a watcher would be told now. */
  latestChange(): HubChange;
  /** Calls back after every change of rows or of the coverage's state, and keeps the index following storage, until the returned function is called. */
  watch(listener: (change: HubChange) => void): () => void;
  /** Takes in a row just read from storage; one older than what is known is ignored. */
  apply(row: InstanceRow): Promise<void>;
  /** The row is gone from storage. */
  drop(instanceId: string): Promise<void>;
  /** The instance was just commanded from here: it is read again soon, until it changes or a while has passed. */
  expectChange(instanceId: string): void;
  /** Somebody read in a history who started this instance. */
  noteParent(instanceId: string, parentInstanceId: string): Promise<void>;
  close(): Promise<void>;
}
