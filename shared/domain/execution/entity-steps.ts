import type { HistoryEvent } from '../../contract/history.ts';
import { isRequestId, scheduledSignalTime } from '../entity-message.ts';
import type { StepKind } from './execution-model.ts';
import type { ExecutionState } from './execution-state.ts';
import { failureOf, payloadOf } from './step-payload.ts';
import { changeLastAttempt, draftStep, infer, type StepDraft } from './step-list.ts';

const messageKinds = {
  call: 'entity-call',
  signal: 'entity-signal',
  lock: 'entity-lock',
} as const satisfies Record<string, StepKind>;

/** What is sent has no answer: it is done when it is sent. */
function finishAtOnce(draft: StepDraft, event: HistoryEvent): void {
  draft.state = event.rewoundType === null ? 'completed' : 'rewound';
  draft.finishedAt = event.timestamp;
  changeLastAttempt(draft, {
    finishedKey: event.rowKey,
    finishedAt: event.timestamp,
    state: draft.state,
    result: draft.result,
  });
}

/** Events to and from other instances; those to entities are calls, signals, locks and their releases. */
export class EntitySteps {
  readonly #requests = new Map<string, number>();
  /** Requests whose text is in a blob, so that their ids and kinds are not known. */
  readonly #unread: number[] = [];
  readonly #locks: number[] = [];

  constructor(private readonly state: ExecutionState) {}

  sent(event: HistoryEvent): void {
    const message = event.entityMessage;
    if (message === null) {
      this.#sentWithoutMessage(event);
      return;
    }
    if (message.kind === 'release') {
      this.#released(event, message.requestId);
      return;
    }
    if (message.kind === 'response') {
      this.#sentEvent('event-sent', event);
      return;
    }
    const draft = this.#draft(messageKinds[message.kind], event);
    draft.name = message.operation;
    draft.lockSet = message.lockSet;
    draft.fireAt = message.dueAt;
    if (message.kind === 'signal') finishAtOnce(draft, event);
    const step = this.state.askFor(draft, event);
    if (message.kind === 'signal') return;
    if (message.kind === 'lock') this.#locks.push(step);
    if (message.requestId === null) this.#unread.push(step);
    else this.#requests.set(message.requestId, step);
  }

  #draft(kind: StepKind, event: HistoryEvent): StepDraft {
    const draft = draftStep(kind, event, this.state.turns.current);
    draft.input = payloadOf(event, 'Input');
    if (event.rewoundType !== null) {
      draft.state = 'rewound';
      changeLastAttempt(draft, { state: 'rewound' });
    }
    return draft;
  }

  #sentEvent(kind: 'event-sent' | 'entity-signal', event: HistoryEvent, change?: Partial<StepDraft>): void {
    const draft = { ...this.#draft(kind, event), ...change };
    finishAtOnce(draft, event);
    this.state.askFor(draft, event);
  }

  #sentWithoutMessage(event: HistoryEvent): void {
    if (event.instanceId?.startsWith('@') !== true) {
      this.#sentEvent('event-sent', event);
      return;
    }
    if (event.name === 'release') {
      this.#released(event, null);
      return;
    }
    const fireAt = scheduledSignalTime(event.name);
    if (fireAt !== null) {
      const inferred = ['It is a signal, because only signals are sent for later.'];
      this.#sentEvent('entity-signal', event, { name: null, fireAt, inferred });
      return;
    }
    const draft = this.#draft('entity-call', event);
    draft.name = null;
    draft.state = 'unknown';
    draft.inferred = ['Its message is not at hand: it may be a call, or a signal that has no answer.'];
    changeLastAttempt(draft, { state: 'unknown' });
    this.#unread.push(this.state.askFor(draft, event));
  }

  #released(event: HistoryEvent, requestId: string | null): void {
    const exact = requestId === null ? undefined : this.#requests.get(requestId);
    const index = exact ?? this.#locks.findLast((lock) => this.#holds(lock, event.instanceId));
    if (index === undefined) {
      const draft = { ...this.#draft('entity-lock', event), scheduledAt: null, name: null };
      draft.state = 'unknown';
      changeLastAttempt(draft, { scheduledKey: null, scheduledAt: null, state: 'unknown' });
      this.state.addStep(draft, event);
      this.state.odd.add(event.rowKey, 'It releases a lock that nothing asked for.');
      return;
    }
    const step = this.state.steps.link(index, event);
    step.finishedAt = event.timestamp;
    if (exact === undefined)
      infer(step, 'Its release does not name it; it was the last lock on that entity.');
  }

  #holds(lock: number, entityId: string | null): boolean {
    const { instanceId, lockSet } = this.state.steps.at(lock);
    return entityId !== null && (instanceId === entityId || lockSet.includes(entityId));
  }

  raised(event: HistoryEvent): void {
    const index = event.name === null ? undefined : this.#requests.get(event.name);
    if (index !== undefined) {
      this.#answered(index, event);
      return;
    }
    const isResponse = event.entityMessage?.kind === 'response';
    const isUnread = event.entityMessage === null && event.name !== null && isRequestId(event.name);
    const unread = isResponse || isUnread ? this.#unread.shift() : undefined;
    if (unread !== undefined) {
      infer(this.state.steps.edit(unread), 'It was taken for the oldest request without an answer.');
      if (event.name !== null) this.#requests.set(event.name, unread);
      this.#answered(unread, event);
    } else if (isResponse) this.#addOrphan(event);
    else this.#addExternalEvent(event);
  }

  #answered(index: number, event: HistoryEvent): void {
    const step = this.state.steps.link(index, event);
    const last = step.attempts.at(-1);
    if (last?.finishedKey != null) {
      this.state.odd.add(event.rowKey, 'The request was answered before; the engine goes by the first.');
      return;
    }
    const isFailure = event.entityMessage?.isError === true;
    const state = event.rewoundType !== null ? 'rewound' : isFailure ? 'failed' : 'completed';
    const failure = isFailure ? failureOf(event, 'Input') : null;
    const result = isFailure ? null : payloadOf(event, 'Input');
    const finishedAt = event.timestamp;
    changeLastAttempt(step, { finishedKey: event.rowKey, finishedAt, state, failure, result });
    step.state = state;
    step.failure = failure;
    step.result = result;
    step.takenInAt = this.state.takeInResult(index);
    if (step.kind === 'entity-lock') step.startedAt = finishedAt;
    else step.finishedAt = finishedAt;
  }

  #addOrphan(event: HistoryEvent): void {
    const draft = draftStep('entity-call', event, this.state.turns.current);
    const result = payloadOf(event, 'Input');
    const { timestamp: finishedAt, rowKey: finishedKey } = event;
    Object.assign(draft, { name: null, scheduledAt: null, finishedAt, state: 'unknown', result });
    changeLastAttempt(draft, {
      ...{ scheduledKey: null, scheduledAt: null, finishedKey },
      ...{ finishedAt, state: 'unknown', result },
    });
    this.#addTakenIn(draft, event);
    this.state.odd.add(event.rowKey, 'It answers a request that nothing sent.');
  }

  #addExternalEvent(event: HistoryEvent): void {
    const draft = draftStep('external-event', event, this.state.turns.current);
    draft.name = event.entityMessage?.operation ?? event.name;
    draft.result = payloadOf(event, 'Input');
    finishAtOnce(draft, event);
    this.#addTakenIn(draft, event);
  }

  #addTakenIn(draft: StepDraft, event: HistoryEvent): void {
    const index = this.state.addStep(draft, event);
    this.state.steps.edit(index).takenInAt = this.state.takeInResult(index);
  }
}
