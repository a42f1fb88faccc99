import type { HistoryEvent } from '../../contract/history.ts';
import { EntitySteps } from './entity-steps.ts';
import type { ExecutionModel } from './execution-model.ts';
import { ExecutionState } from './execution-state.ts';
import { LifeEvents } from './life-events.ts';
import { SizeCounter } from './size-counter.ts';
import { TaskSteps } from './task-steps.ts';

/** Rows that bring something from outside; the others the orchestrator's own turn wrote. */
const received: ReadonlySet<string> = new Set([
  'ExecutionStarted',
  'TaskCompleted',
  'TaskFailed',
  'SubOrchestrationInstanceCompleted',
  'SubOrchestrationInstanceFailed',
  'TimerFired',
  'EventRaised',
  'ExecutionSuspended',
  'ExecutionResumed',
  'ExecutionTerminated',
  'ExecutionRewound',
  'GenericEvent',
]);

/** Reads the rows of one execution in their order. */
export class ExecutionFold {
  readonly #state = new ExecutionState();
  readonly #tasks = new TaskSteps(this.#state);
  readonly #entities = new EntitySteps(this.#state);
  readonly #life = new LifeEvents(this.#state);
  readonly #sizes = new SizeCounter();
  #eventCount = 0;
  #last: HistoryEvent | null = null;

  take(event: HistoryEvent): void {
    this.#eventCount += 1;
    this.#last = event;
    if (event.problems.length > 0) this.#state.odd.add(event.rowKey, ...event.problems);
    const type = event.rewoundType ?? event.eventType;
    if (received.has(type)) this.#state.turns.takeIn(event);
    if (!this.#takeTurn(type, event) && !this.#takeStep(type, event)) this.#life.take(type, event);
    this.#sizes.count(event, this.#state.nameOfRow(event.rowKey));
  }

  #takeTurn(type: string, event: HistoryEvent): boolean {
    const { turns, odd } = this.#state;
    if (type === 'OrchestratorStarted') {
      if (turns.isOpen) {
        odd.add(event.rowKey, 'The turn before it has no end.');
        this.#state.endTurn();
      }
      turns.open(event);
      return true;
    }
    if (type !== 'OrchestratorCompleted') return false;
    const closing = turns.close(event);
    if (closing === 'never-opened') odd.add(event.rowKey, 'It ends a turn that has no beginning.');
    if (closing === 'closed-again') this.#life.turnClosedAgain();
    this.#state.endTurn();
    return true;
  }

  #takeStep(type: string, event: HistoryEvent): boolean {
    switch (type) {
      case 'TaskScheduled':
        this.#tasks.schedule('activity', event);
        return true;
      case 'SubOrchestrationInstanceCreated':
        this.#tasks.schedule('sub-orchestration', event);
        return true;
      case 'TimerCreated':
        this.#tasks.schedule('timer', event);
        return true;
      case 'TaskCompleted':
      case 'TaskFailed':
        this.#tasks.complete('activity', event, type === 'TaskFailed');
        return true;
      case 'SubOrchestrationInstanceCompleted':
      case 'SubOrchestrationInstanceFailed':
        this.#tasks.complete('sub-orchestration', event, type === 'SubOrchestrationInstanceFailed');
        return true;
      case 'TimerFired':
        this.#tasks.complete('timer', event, false);
        return true;
      case 'EventSent':
        this.#entities.sent(event);
        return true;
      case 'EventRaised':
        this.#entities.raised(event);
        return true;
      default:
        return false;
    }
  }

  snapshot(): ExecutionModel {
    const { steps, turns, fanOuts, odd, isSuspended } = this.#state;
    const fanOutsNow = fanOuts.snapshot(steps.takeChanged());
    return {
      ...this.#life.snapshot(),
      ...steps.snapshot(),
      turns: turns.snapshot(),
      fanOuts: fanOutsNow,
      isSuspended,
      oddRows: odd.snapshot(),
      sizes: this.#sizes.snapshot(),
      eventCount: this.#eventCount,
      lastEventAt: this.#last?.timestamp ?? null,
    };
  }

  /** Keeps the steps of an earlier reading that are still the same. */
  reuse(previous: ExecutionModel): void {
    this.#state.steps.reuse(previous.steps);
  }
}
