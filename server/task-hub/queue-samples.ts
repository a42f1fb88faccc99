import type { Instant } from '../../shared/domain/instant.ts';
import type { LeaseMove } from '../../shared/domain/diagnosis/facts.ts';

/** What is kept of one queue at one moment. */
export interface QueueSample {
  readonly queue: string;
  /** `null` = the queue of work items. */
  readonly partition: number | null;
  readonly depth: number;
  /** Since the oldest visible message could have been taken; 0 = nothing is visible. */
  readonly oldestAgeMs: number;
  readonly maxDequeueCount: number;
  /** Who held the partition's lease. */
  readonly holder: string | null;
}

/** The worst of what was sampled in a step of a window. */
export interface QueueStep extends Omit<QueueSample, 'queue' | 'partition'> {
  readonly queue: string;
  readonly partition: number | null;
  readonly step: number;
}

export interface StepsAsked {
  readonly from: Instant;
  readonly stepMs: number;
  readonly count: number;
}

/** A move of a partition's lease that was seen, with the partition's number. */
export interface SeenMove extends LeaseMove {
  readonly partition: number;
}

/** Who was last seen with a partition, and since when. */
export interface SeenHolder {
  readonly partition: number;
  readonly holder: string | null;
  readonly since: Instant;
}

/** What an earlier process left. */
export interface SeenLeases {
  readonly holders: readonly SeenHolder[];
  /** The newest first. */
  readonly moves: readonly SeenMove[];
}

/** Samples of the queues of one task hub: the older, the fewer are left. */
export interface QueueSamples {
  /** Of one moment, each good for `spanMs` from then on. */
  keep(
    at: Instant,
    spanMs: number,
    seen: { samples: readonly QueueSample[]; moves: readonly SeenMove[] },
  ): Promise<void>;
  /** The steps in which something was sampled, in no order. */
  steps(asked: StepsAsked): Promise<readonly QueueStep[]>;
  leases(): Promise<SeenLeases>;
  /** The first sample kept; `null` = none. */
  since(): Promise<Instant | null>;
}
