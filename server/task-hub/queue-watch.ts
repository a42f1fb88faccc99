import type { z } from 'zod';
import type { Backlog, QueuedMessage } from '../../shared/contract/backlog.ts';
import type { Partitions, QueueHistory, queueHistory } from '../../shared/contract/partitions.ts';
import type { LeaseMove } from '../../shared/domain/diagnosis/facts.ts';

export interface QueueReading {
  readonly backlog: Backlog;
  /** The first visible messages of each queue; one that could not be peeked is missing. */
  readonly messages: ReadonlyMap<string, readonly QueuedMessage[]>;
}

export type QueueHistoryQuery = z.output<typeof queueHistory.query>;

/** The queues and leases of one task hub, read once for everybody, and sampled while somebody watches. */
export interface QueueWatch {
  /** At most two seconds old. */
  read(): Promise<QueueReading>;
  /** What is seen now together with what the samples tell. */
  partitions(): Promise<Partitions>;
  history(query: QueueHistoryQuery): Promise<QueueHistory>;
  /** The last moves of a partition's lease that were seen, the newest first. */
  leaseMoves(partition: number): readonly LeaseMove[];
  /** Samples until the returned function is called, whether or not anybody looks. */
  keepSampling(): () => void;
  close(): Promise<void>;
}
