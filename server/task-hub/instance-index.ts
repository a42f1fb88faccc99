import type { z } from 'zod';
import type { ResultOf } from '../../shared/contract/endpoint.ts';
import type { Coverage } from '../../shared/contract/coverage.ts';
import type { HubChange, HubSummary } from '../../shared/contract/hubs.ts';
import type {
  InstanceFilter,
  InstanceRow,
  instanceFacets,
  listInstances,
} from '../../shared/contract/instances.ts';

export type InstanceListQuery = z.output<typeof listInstances.query>;
export type InstanceList = ResultOf<typeof listInstances>;
export type InstanceFacets = ResultOf<typeof instanceFacets>;

/** The column store that follows one task hub. Scanning starts when it is opened and never ends in a rejection: see `coverage`. */
export interface InstanceIndex {
  /** A cursor that does not fit the query is `invalid-request`. */
  list(query: InstanceListQuery): Promise<InstanceList>;
  facets(filter: InstanceFilter): Promise<InstanceFacets>;
  counts(): Promise<HubSummary['counts']>;
  coverage(): Coverage;
  /** What a watcher would be told now. */
  latestChange(): HubChange;
  /** Calls back after every change of rows or of the coverage's state, and keeps the index following storage, until the returned function is called. */
  watch(listener: (change: HubChange) => void): () => void;
  /** Takes in a row just read from storage; one older than what is known is ignored. */
  apply(row: InstanceRow): Promise<void>;
  /** The row is gone from storage. */
  drop(instanceId: string): Promise<void>;
  close(): Promise<void>;
}
