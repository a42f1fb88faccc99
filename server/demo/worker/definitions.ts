import type { Instant } from '../../../shared/domain/instant.ts';
import type { FailureDetails } from './failure-details.ts';

/** Something an orchestrator can wait for with `yield`; what it yields comes back as the value of the expression. */
export interface Task {
  readonly isDone: boolean;
}

/** What a failed activity, child or entity call throws at the `yield`. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';

  constructor(
    readonly source: 'activity' | 'sub-orchestration' | 'entity',
    readonly failure: FailureDetails,
  ) {
    super(failure.errorMessage);
  }
}

export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly firstDelayMs: number;
  /** Factor from one delay to the next; 1 unless said otherwise. */
  readonly backoff?: number;
}

export interface EntityRef {
  /** Lower case. */
  readonly name: string;
  readonly key: string;
}

/** What an orchestrator may do. Every call is deterministic: it is repeated on each replay. */
export interface OrchestrationContext {
  readonly instanceId: string;
  readonly version: string;
  /** The replay clock: when the current turn started. */
  readonly now: Instant;
  callActivity(name: string, input?: unknown, retry?: RetryPolicy): Task;
  callSubOrchestrator(
    name: string,
    input?: unknown,
    options?: { instanceId?: string; version?: string; retry?: RetryPolicy },
  ): Task;
  /** Starts a child nobody waits for. */
  startSubOrchestrator(name: string, input: unknown, instanceId: string): void;
  createTimer(fireAt: Instant): Task & { cancel(): void };
  /** Event names are compared without regard to case. */
  waitForEvent(name: string): Task;
  /** Its value is the array of results in the order given; fails with the first failure. */
  all(tasks: readonly Task[]): Task;
  /** Its value is the task that finished first. */
  any(tasks: readonly Task[]): Task;
  callEntity(entity: EntityRef, operation: string, input?: unknown): Task;
  signalEntity(entity: EntityRef, operation: string, input?: unknown, due?: Instant): void;
  /** Holds the locks until `releaseLocks` or the end of the execution. */
  lockEntities(entities: readonly EntityRef[]): Task;
  releaseLocks(): void;
  sendEvent(instanceId: string, name: string, data?: unknown): void;
  setCustomStatus(status: unknown): void;
  /** Ends this execution and starts the next with this input; return right after it. */
  continueAsNew(input: unknown): void;
}

/** `yield task` waits; a failed task throws `TaskFailure` at the yield. */
export type Orchestrator = (
  context: OrchestrationContext,
  input: unknown,
) => Generator<Task, unknown, unknown>;

export interface ActivityContext {
  readonly instanceId: string;
  /** Aborted when the worker stops. */
  readonly signal: AbortSignal;
}
export type Activity = (input: unknown, context: ActivityContext) => unknown;

export interface EntityContext {
  readonly key: string;
  /** `undefined` = the entity does not exist. Assign to change, assign `undefined` to delete. */
  state: unknown;
  signalEntity(entity: EntityRef, operation: string, input?: unknown): void;
}
/** Operation name → what it does; its return value answers a call. Throwing fails the call and keeps the old state. */
export type Entity = Readonly<Record<string, (context: EntityContext, input: unknown) => unknown>>;

/** What a worker can run, by the names that messages carry. */
export interface Registry {
  readonly orchestrators: Readonly<Record<string, Orchestrator>>;
  readonly activities: Readonly<Record<string, Activity>>;
  readonly entities: Readonly<Record<string, Entity>>;
}
