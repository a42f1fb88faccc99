import type { Backlog, QueuedMessage } from '../../contract/backlog.ts';
import type { EventCandidate } from '../../contract/awaited-events.ts';
import type { Diagnosis, Finding } from '../../contract/diagnosis.ts';
import type { InstanceDetail } from '../../contract/instance-detail.ts';
import type { ExecutionModel } from '../execution/execution-model.ts';
import type { Wait } from '../execution/wait.ts';
import type { Instant } from '../instant.ts';

/** The first visible messages of a queue, and how long it is. */
export interface QueueFacts {
  readonly queue: string;
  /** Visible and invisible messages. */
  readonly depth: number;
  /** At most 32; fewer than that are all visible ones. */
  readonly messages: readonly QueuedMessage[];
}

/** How long runs of a function took that ended, from histories that were read. */
export interface UsualDuration {
  readonly runs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Who held a partition's lease over a while. */
export interface LeaseMove {
  readonly at: Instant;
  readonly from: string | null;
  readonly to: string | null;
}

/** An entity that is locked: who holds it, who waits for what. */
export interface LockFacts {
  readonly entityId: string;
  readonly heldBy: string | null;
  readonly queueSize: number | null;
  /** When its holder got it, from the holder's history. */
  readonly heldSince: Instant | null;
}

/** An orchestration whose history shows that it sent an event to another instance of the same orchestrator. */
export interface EventSender {
  readonly eventName: string;
  readonly instanceId: string;
  readonly name: string | null;
}

/** Another instance on the way from the one in question to the cause. */
export interface RelatedFacts {
  readonly instance: Diagnosis['chain'][number] & { readonly lastUpdatedAt: Instant | null };
  /** Its own findings, the cause first; empty when it was not looked at. */
  readonly findings: readonly Finding[];
  /** It is itself on the way to itself. */
  readonly isCycle: boolean;
  /** Looked for in storage and not found: purged, or a child that has not begun. */
  readonly isGone: boolean;
  /** Children and holders of locks that it waits for itself. */
  readonly waitsFor: readonly string[];
}

/** What is kept of a history beside its rows. */
export interface HistoryFacts {
  /** The execution that the rows of `model` belong to. */
  readonly executionId: string | null;
  /** The engine's mark that the last checkpoint was written to its end. */
  readonly isCheckpointComplete: boolean | null;
}

/**
 * Everything a rule may look at. `null` and missing entries mean "could not be looked at", which is never taken for a
 * sign of anything.
 */
export interface DiagnosisFacts {
  readonly now: Instant;
  readonly instance: InstanceDetail;
  readonly model: ExecutionModel;
  readonly history: HistoryFacts | null;
  readonly waits: readonly Wait[];
  readonly backlog: Backlog | null;
  /** Of the partition the instance is hashed to. */
  readonly controlQueue: QueueFacts | null;
  readonly workItems: QueueFacts | null;
  /** Of its partition, the last while; empty when nobody watched. */
  readonly leaseMoves: readonly LeaseMove[];
  /** By activity name. */
  readonly usualDurations: ReadonlyMap<string, UsualDuration>;
  /** Whether a function or orchestrator of this name ever did anything in the hub; missing = not known. */
  readonly everRan: ReadonlyMap<string, boolean>;
  readonly awaitedEvents: readonly EventCandidate[];
  /** Names of the events that other instances of its orchestrator took in, as far as read; `null` = none was read. */
  readonly eventNamesOfOthers: readonly string[] | null;
  readonly eventSenders: readonly EventSender[];
  /** Who suspended it by way of this dashboard, from the audit log. */
  readonly suspendedBy: { readonly actor: string; readonly at: Instant } | null;
  /** By entity id, of the locks and entities it waits for. */
  readonly locks: ReadonlyMap<string, LockFacts>;
  /** By instance id: children, and holders of locks. */
  readonly related: ReadonlyMap<string, RelatedFacts>;
  /** References to payloads that are not where they should be: row key or column, and what is missing. */
  readonly missingPayloads: readonly { readonly rowKey: string | null; readonly what: string }[];
  /**
   * What storage did not hand out. Without its history, or the end of it, `waits` is empty and the model says nothing
   * of what the instance does now.
   */
  readonly unread: readonly ('history' | 'end-of-history' | 'queues' | 'messages')[];
}
