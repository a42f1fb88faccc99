import type { HistoryEvent } from '../../contract/history.ts';
import type { PayloadInfo } from '../../contract/payloads.ts';
import type { Instant } from '../instant.ts';

export type StepKind =
  | 'activity'
  | 'sub-orchestration'
  | 'timer'
  | 'external-event'
  | 'entity-call'
  | 'entity-signal'
  | 'entity-lock'
  | 'event-sent'
  | 'continue-as-new';

/**
 * `open` = nothing came back yet. `abandoned` = the execution ended, or went on, without it. `rewound` = a rewind took
 * it back and nothing replaced it yet. `unknown` = its end was read without its beginning, or the rows contradict.
 */
export type StepState = 'open' | 'completed' | 'failed' | 'abandoned' | 'rewound' | 'unknown';

export interface StepFailure {
  /** `null` = the row does not say, or says it in a payload not at hand. */
  readonly errorType: string | null;
  readonly message: string | null;
  /** Failure details, or the serialised exception of engines without them. */
  readonly details: PayloadInfo | null;
}

/** A payload and the column that holds it. */
export interface StepPayload {
  readonly column: string;
  readonly rowKey: string;
  readonly info: PayloadInfo;
}

/** One try of a step; only retried activities and sub-orchestrations have several. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** `null` where that event is missing. */
  readonly scheduledKey: string | null;
  readonly finishedKey: string | null;
  /** The timer that delayed this attempt; `null` for the first, and without a delay. */
  readonly delayKey: string | null;
  readonly delayMs: number | null;
  readonly scheduledAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly state: StepState;
  readonly result: StepPayload | null;
  readonly failure: StepFailure | null;
}

/** Something the orchestrator asked for, or that came to it from outside. */
export interface Step {
  /** Row key of its first event: stays the same while the history grows. */
  readonly id: string;
  readonly kind: StepKind;
  /** Function, child orchestrator, event, or entity operation; `null` = not known (a timer has none). */
  readonly name: string | null;
  readonly version: string | null;
  /** Child, or the instance or entity that was called, signalled or sent to. */
  readonly instanceId: string | null;
  /** Entities that a lock asks for. */
  readonly lockSet: readonly string[];
  /** Turn that asked for it or took it in, an index into `turns`; `null` when the rows around it are missing. */
  readonly turn: number | null;
  readonly scheduledAt: Instant | null;
  /** Of a lock: when it was granted. Of others known only where the engine writes it down. */
  readonly startedAt: Instant | null;
  /**
   * When the result came about, not when the orchestrator took it in. Of a lock: when it was released; one that is granted
   * counts as completed while it is held.
   */
  readonly finishedAt: Instant | null;
  /** When the orchestrator took the result in; `null` = it has not. */
  readonly takenInAt: Instant | null;
  /** Timers: when due. Signals: when to be delivered. */
  readonly fireAt: Instant | null;
  readonly state: StepState;
  readonly attempts: readonly Attempt[];
  /** Only timers: it delays the next attempt of this step. */
  readonly delaysStepId: string | null;
  readonly input: StepPayload | null;
  readonly result: StepPayload | null;
  readonly failure: StepFailure | null;
  /** Row keys of all its events, in order. */
  readonly eventKeys: readonly string[];
  /** What about it was concluded rather than read, in words. */
  readonly inferred: readonly string[];
  /** Siblings asked for in the same turn, an id of `fanOuts`. */
  readonly fanOutId: string | null;
}

/** Steps of one kind and name that one turn asked for together. */
export interface FanOut {
  readonly id: string;
  readonly kind: StepKind;
  readonly name: string | null;
  readonly turn: number;
  readonly stepIds: readonly string[];
  readonly counts: Readonly<Record<StepState, number>>;
}

/** One episode of the orchestrator's own code, from one wake-up to its next wait. */
export interface Turn {
  readonly index: number;
  readonly startedKey: string | null;
  readonly startedAt: Instant | null;
  /** `null` = the closing row is missing: the checkpoint is torn or the page not read yet. */
  readonly completedAt: Instant | null;
  /** Row keys of what woke it. */
  readonly tookInKeys: readonly string[];
}

export type MarkKind =
  'started' | 'ended' | 'terminate' | 'suspend' | 'resume' | 'rewind' | 'generic' | 'unknown';

/** An event about the execution as a whole. */
export interface Mark {
  readonly kind: MarkKind;
  readonly rowKey: string;
  readonly at: Instant | null;
  /** Reason, status or event type. */
  readonly text: string | null;
  readonly payload: StepPayload | null;
}

/** A row that does not fit, in words; it is still shown everywhere a row is shown. */
export interface OddRow {
  readonly rowKey: string;
  readonly problem: string;
}

export interface SizeShare {
  readonly name: string;
  readonly rows: number;
  /** UTF-8 bytes of payloads at hand; blobs count with their stored size. */
  readonly payloadBytes: number;
}

export interface SizeLedger {
  readonly rows: number;
  readonly payloadBytes: number;
  /** Payloads whose size nobody knows. */
  readonly unknownSizes: number;
  readonly byEventType: readonly SizeShare[];
  /** Activities, children, entity operations and events by name. */
  readonly byFunction: readonly SizeShare[];
}

export interface ExecutionEnd {
  readonly rowKey: string;
  /** As stored. */
  readonly status: string | null;
  readonly at: Instant | null;
  readonly result: StepPayload | null;
  readonly failure: StepFailure | null;
}

/** What the history of one execution says. Built only from events, whatever their number, order and damage. */
export interface ExecutionModel {
  readonly name: string | null;
  readonly version: string | null;
  readonly parent: HistoryEvent['parent'];
  readonly input: StepPayload | null;
  /** When it was asked for, and when its first turn began. */
  readonly createdAt: Instant | null;
  readonly startedAt: Instant | null;
  /** `null` while it runs, and when a rewind took the end back. */
  readonly end: ExecutionEnd | null;
  /** In the order of their first events. */
  readonly steps: readonly Step[];
  readonly turns: readonly Turn[];
  readonly fanOuts: readonly FanOut[];
  readonly marks: readonly Mark[];
  readonly isSuspended: boolean;
  readonly oddRows: readonly OddRow[];
  readonly sizes: SizeLedger;
  readonly eventCount: number;
  /** The last event's. */
  readonly lastEventAt: Instant | null;
  /** Index into `steps` by the row key of any of a step's events. */
  readonly stepOfRow: ReadonlyMap<string, number>;
}
