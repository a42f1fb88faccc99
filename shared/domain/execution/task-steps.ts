import type { HistoryEvent } from '../../contract/history.ts';
import { elapsedMs, toInstant, type Instant } from '../instant.ts';
import type { Attempt, Step, StepState } from './execution-model.ts';
import type { ExecutionState } from './execution-state.ts';
import { failureOf, payloadOf } from './step-payload.ts';
import { addAttempt, changeAttempt, draftStep, infer, type StepDraft } from './step-list.ts';

type TaskKind = 'activity' | 'sub-orchestration' | 'timer';

const names: Readonly<Record<TaskKind, string>> = {
  activity: 'an activity',
  'sub-orchestration': 'a sub-orchestration',
  timer: 'a timer',
};

/** Ids below zero are the engine's own; it uses them again and again. */
function isOwnId(id: number | null): boolean {
  return id === null || id < 0;
}

interface Scheduled {
  readonly step: number;
  readonly attempt: number;
}

function msBetween(from: Instant | null, to: Instant | null): number | null {
  if (toInstant(from) === null || toInstant(to) === null || from === null || to === null) return null;
  return elapsedMs(from, to);
}

/** A step says what its last attempt says. */
function sumUp(step: StepDraft): void {
  const last = step.attempts.at(-1);
  if (last === undefined) return;
  step.state = last.state;
  step.finishedAt = last.finishedAt;
  step.result = last.result;
  step.failure = last.failure;
}

/** Activities, sub-orchestrations and timers: what is asked for under an id and answered under the same id. */
export class TaskSteps {
  readonly #scheduled = new Map<number, Scheduled>();

  constructor(private readonly state: ExecutionState) {}

  schedule(kind: TaskKind, event: HistoryEvent): void {
    const { eventId: id } = event;
    const draft = draftStep(kind, event, this.state.turns.current);
    draft.input = payloadOf(event, 'Input');
    if (event.rewoundType !== null) changeAttempt(draft, 0, { state: 'rewound' });
    sumUp(draft);
    const known = id === null ? undefined : this.#scheduled.get(id);
    const step = this.#rewoundStep(known, draft) ?? this.#retriedStep(draft) ?? null;
    const scheduled = step === null ? this.#askFor(draft, event) : this.#tryAgain(step, draft, event);
    if (id === null) this.state.odd.add(event.rowKey, 'It has no id, so nothing can be matched with it.');
    else this.#scheduled.set(id, scheduled);
    if (step === null && known !== undefined && !isOwnId(id)) {
      this.state.odd.add(event.rowKey, `The id ${String(id)} was used before.`);
    }
  }

  /** A rewind asks again under the same id. */
  #rewoundStep(known: Scheduled | undefined, draft: StepDraft): { step: number; timer: null } | null {
    if (known === undefined) return null;
    const step = this.state.steps.at(known.step);
    const isSame = step.kind === draft.kind && step.name === draft.name;
    if (!isSame || step.attempts[known.attempt]?.state !== 'rewound') return null;
    return { step: known.step, timer: null };
  }

  #retriedStep(draft: StepDraft): { step: number; timer: number | null } | null {
    const { kind, turn } = draft;
    if (kind === 'timer' || turn === null) return null;
    const retry = this.state.retries.retryOf(draft, turn);
    if (retry !== null) {
      infer(
        this.state.steps.edit(retry.step),
        'Its attempts were put together: the same function was asked for again after it failed.',
      );
    }
    return retry;
  }

  #askFor(draft: StepDraft, event: HistoryEvent): Scheduled {
    if (draft.kind !== 'timer') return { step: this.state.askFor(draft, event), attempt: 0 };
    const step = this.state.addStep(draft, event);
    const isDelay = draft.turn !== null && this.state.retries.timerCreated(step, draft.turn);
    if (!isDelay) this.state.fanOuts.add(step);
    return { step, attempt: 0 };
  }

  #tryAgain(
    { step: index, timer }: { step: number; timer: number | null },
    draft: StepDraft,
    event: HistoryEvent,
  ): Scheduled {
    const step = this.state.steps.link(index, event);
    const delay = timer === null ? null : this.state.steps.at(timer);
    const state: StepState = draft.state === 'open' && this.state.hasEnded ? 'abandoned' : draft.state;
    addAttempt(step, {
      scheduledKey: event.rowKey,
      scheduledAt: event.timestamp,
      state,
      delayKey: delay?.id ?? null,
      delayMs: delay === null ? null : this.#delayMs(delay),
    });
    step.instanceId = draft.instanceId ?? step.instanceId;
    step.input = draft.input ?? step.input;
    step.takenInAt = null;
    sumUp(step);
    return { step: index, attempt: step.attempts.length - 1 };
  }

  #delayMs(timer: Step): number | null {
    return msBetween(this.state.turns.startedAt(timer.turn) ?? timer.scheduledAt, timer.fireAt);
  }

  complete(kind: TaskKind, event: HistoryEvent, isFailure: boolean): void {
    const id = kind === 'timer' ? event.timerId : event.taskScheduledId;
    const scheduled = id === null ? undefined : this.#scheduled.get(id);
    if (id === null || scheduled === undefined) {
      const problem = id === null ? 'It does not say what it completes.' : `Nothing has the id ${id}.`;
      this.#addOrphan(kind, event, isFailure, problem);
      return;
    }
    const known = this.state.steps.at(scheduled.step);
    if (known.kind === kind) this.#finish(id, scheduled, event, isFailure);
    else this.#addOrphan(kind, event, isFailure, `What has the id ${id} is not ${names[kind]}.`);
  }

  #addOrphan(kind: TaskKind, event: HistoryEvent, isFailure: boolean, problem: string): void {
    const draft = draftStep(kind, event, this.state.turns.current);
    draft.scheduledAt = null;
    draft.attempts = [];
    addAttempt(draft, this.#outcome(event, isFailure, draft));
    sumUp(draft);
    draft.state = 'unknown';
    const index = this.state.addStep(draft, event);
    this.state.steps.edit(index).takenInAt = this.state.takeInResult(index);
    this.state.odd.add(event.rowKey, problem);
  }

  #finish(id: number, { step: index, attempt }: Scheduled, event: HistoryEvent, isFailure: boolean): void {
    const step = this.state.steps.link(index, event);
    const known = step.attempts[attempt];
    const isFinished = known !== undefined && known.finishedKey !== null;
    if (isFinished && known.state !== 'rewound') {
      this.state.odd.add(event.rowKey, `The id ${id} was completed before; the engine goes by the first.`);
      return;
    }
    const outcome = this.#outcome(event, isFailure, step);
    if (isFinished) {
      addAttempt(step, outcome);
      infer(step, 'A rewind went on with it; no row says when.');
      this.#scheduled.set(id, { step: index, attempt: step.attempts.length - 1 });
    } else changeAttempt(step, attempt, outcome);
    sumUp(step);
    step.takenInAt = this.state.takeInResult(index);
    if (step.kind === 'timer') this.state.retries.timerFired(index);
    else if (isFailure) this.state.retries.failed(index, this.state.actingTurn);
  }

  #outcome(event: HistoryEvent, isFailure: boolean, step: StepDraft): Partial<Attempt> {
    const failure = isFailure ? failureOf(event, 'Reason') : null;
    const finishedAt = step.kind === 'timer' ? this.#firedAt(event, step) : event.timestamp;
    const ended = isFailure ? 'failed' : 'completed';
    const state = event.rewoundType === null ? ended : 'rewound';
    return { finishedKey: event.rowKey, finishedAt, state, result: payloadOf(event, 'Result'), failure };
  }

  /** The engine writes the firing when it creates the timer, so the event's own time may lie long before. */
  #firedAt(event: HistoryEvent, step: StepDraft): Instant | null {
    const dueAt = event.fireAt ?? step.fireAt;
    if (dueAt === null || (event.timestamp !== null && event.timestamp >= dueAt)) return event.timestamp;
    const takenInAt = this.state.turns.startedAt(this.state.turns.current);
    return takenInAt !== null && takenInAt < dueAt ? takenInAt : dueAt;
  }
}
