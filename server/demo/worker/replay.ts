import { TaskFailure, type Orchestrator, type Task } from './definitions.ts';
import { failureFromError, type FailureDetails } from './failure-details.ts';
import type { HistoryEvent, InstanceKey } from './history-event.ts';
import { fromJsonText, toJsonText } from './json-record.ts';
import type { Action } from './replay-actions.ts';
import { ReplayContext } from './replay-context.ts';
import { ReplayTask } from './replay-task.ts';

interface Completion {
  readonly id: number;
  readonly status: 'Completed' | 'Failed' | 'Terminated' | 'ContinuedAsNew';
  /** JSON text, failure text or terminate reason; the next input after ContinuedAsNew. */
  readonly result: string | null;
  readonly failure: FailureDetails | null;
}

export interface ReplayResult {
  /** In the order in which they were decided, by id. */
  readonly actions: ReadonlyMap<number, Action>;
  readonly completion: Completion | null;
  readonly customStatus: string | null;
  /** Events that arrived and were not asked for. */
  readonly unreadEvents: readonly HistoryEvent[];
}

interface ReplayRequest {
  readonly orchestrator: Orchestrator;
  readonly self: InstanceKey;
  readonly events: readonly HistoryEvent[];
}

/** A child's failure is wrapped; an activity's is passed on as it is. */
function failureOf(error: unknown): FailureDetails {
  if (!(error instanceof TaskFailure)) return failureFromError(error);
  if (error.source !== 'sub-orchestration') return error.failure;
  return {
    ...failureFromError(error),
    errorType: 'DurableTask.Core.Exceptions.SubOrchestrationFailedException',
  };
}

const unknownFailure = (message: string | null): FailureDetails => ({
  errorType: 'Unknown',
  errorMessage: message ?? '',
  stackTrace: null,
  innerFailure: null,
  isNonRetriable: false,
});

class Replay {
  readonly #context: ReplayContext;
  readonly #whileSuspended: HistoryEvent[] = [];
  #generator: Generator<Task, unknown, unknown> | null = null;
  #isSuspended = false;
  #ending: { readonly value: unknown } | { readonly error: unknown } | null = null;
  #terminated: { readonly reason: string | null } | null = null;

  constructor(private readonly request: ReplayRequest) {
    const started = request.events.find((event) => event.type === 'ExecutionStarted');
    this.#context = new ReplayContext(request.self, started?.version ?? '');
  }

  run(): ReplayResult {
    try {
      for (const event of this.request.events) this.#receive(event);
    } catch (error) {
      this.#ending = { error };
      return this.#result(this.#failed(error));
    }
    return this.#result(this.#completion());
  }

  #result(completion: Completion | null): ReplayResult {
    return {
      actions: this.#context.log.pending,
      completion,
      customStatus: this.#context.customStatus,
      unreadEvents: this.#context.events.unread,
    };
  }

  #receive(event: HistoryEvent): void {
    if (event.type === 'OrchestratorStarted') {
      this.#context.now = event.timestamp;
    } else if (event.type === 'ExecutionTerminated') {
      this.#terminated ??= { reason: event.input ?? null };
    } else if (event.type === 'ExecutionSuspended') {
      this.#isSuspended = true;
      this.#context.log.suspend();
    } else if (event.type === 'ExecutionResumed') {
      this.#resume();
    } else if (this.#isSuspended) {
      this.#whileSuspended.push(event);
    } else {
      this.#process(event);
    }
  }

  #resume(): void {
    this.#isSuspended = false;
    this.#context.log.resume();
    for (const event of this.#whileSuspended.splice(0)) this.#process(event);
  }

  #process(event: HistoryEvent): void {
    const { log } = this.#context;
    switch (event.type) {
      case 'ExecutionStarted':
        this.#start(event);
        break;
      case 'TaskScheduled':
      case 'TimerCreated':
      case 'SubOrchestrationInstanceCreated':
      case 'EventSent':
        log.confirm(event.eventId, event.type);
        break;
      case 'TaskCompleted':
      case 'SubOrchestrationInstanceCompleted':
        log.close(event.taskScheduledId ?? -1)?.resolve(fromJsonText(event.result));
        break;
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
        this.#fail(event);
        break;
      case 'TimerFired':
        log.close(event.timerId ?? -1)?.resolve(undefined);
        break;
      case 'EventRaised':
        if (!this.#context.entities.accept(event)) this.#context.events.raise(event);
        break;
      default:
        // Brackets, markers that a rewind left behind, and anything a later engine may add.
        break;
    }
  }

  #start(event: HistoryEvent): void {
    if (this.#generator !== null) return;
    this.#generator = this.request.orchestrator(this.#context, fromJsonText(event.input));
    this.#advance({ value: undefined });
  }

  #fail(event: HistoryEvent): void {
    const source = event.type === 'TaskFailed' ? 'activity' : 'sub-orchestration';
    const failure = event.failureDetails ?? unknownFailure(event.reason ?? null);
    this.#context.log.close(event.taskScheduledId ?? -1)?.reject(new TaskFailure(source, failure));
  }

  /** Runs the orchestrator until it waits for something that has not happened yet, or ends. */
  #advance(outcome: { readonly value: unknown } | { readonly error: unknown }): void {
    const generator = this.#generator;
    if (generator === null || this.#ending !== null) return;
    try {
      let step = 'error' in outcome ? generator.throw(outcome.error) : generator.next(outcome.value);
      while (step.done !== true) {
        const task = step.value;
        if (!(task instanceof ReplayTask)) throw new TypeError('an orchestrator yields tasks of its context');
        if (task.outcome === null) {
          task.onDone(() => {
            if (task.outcome !== null) this.#advance(task.outcome);
          });
          return;
        }
        step =
          'error' in task.outcome ? generator.throw(task.outcome.error) : generator.next(task.outcome.value);
      }
      this.#ending = { value: step.value };
    } catch (error) {
      this.#ending = { error };
    }
    this.#context.entities.release();
  }

  #completion(): Completion | null {
    const { log, nextInput } = this.#context;
    if (this.#terminated !== null) {
      return { id: log.takeId(), status: 'Terminated', result: this.#terminated.reason, failure: null };
    }
    // As in the engine, an orchestration does not end before everything it started has.
    if (this.#ending === null || log.hasOpenTasks) return null;
    if ('error' in this.#ending) return this.#failed(this.#ending.error);
    if (nextInput !== null) {
      return { id: log.takeId(), status: 'ContinuedAsNew', result: nextInput.text, failure: null };
    }
    return { id: log.takeId(), status: 'Completed', result: toJsonText(this.#ending.value), failure: null };
  }

  #failed(error: unknown): Completion {
    const failure = failureOf(error);
    return { id: this.#context.log.takeId(), status: 'Failed', result: failure.errorMessage, failure };
  }
}

/** Runs an orchestrator from the start over its whole history: pure, and the same every time. */
export function replay(request: ReplayRequest): ReplayResult {
  return new Replay(request).run();
}
