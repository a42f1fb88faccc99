import type { HistoryEvent } from '../../contract/history.ts';
import type { Attempt, Step, StepKind } from './execution-model.ts';
import { RowIndex } from './row-index.ts';
import { isSameValue } from './same-value.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
export type StepDraft = Omit<Writable<Step>, 'attempts' | 'eventKeys'> & {
  attempts: Attempt[];
  eventKeys: string[];
};

const firstAttempt: Attempt = {
  number: 1,
  scheduledKey: null,
  finishedKey: null,
  delayKey: null,
  delayMs: null,
  scheduledAt: null,
  finishedAt: null,
  state: 'open',
  result: null,
  failure: null,
};

/** A step that begins with the event; what else the event says is up to its kind. */
export function draftStep(kind: StepKind, event: HistoryEvent, turn: number | null): StepDraft {
  return {
    id: event.rowKey,
    kind,
    name: event.name,
    version: event.version,
    instanceId: event.instanceId,
    lockSet: [],
    turn,
    scheduledAt: event.timestamp,
    startedAt: null,
    finishedAt: null,
    takenInAt: null,
    fireAt: event.fireAt,
    state: 'open',
    attempts: [{ ...firstAttempt, scheduledKey: event.rowKey, scheduledAt: event.timestamp }],
    delaysStepId: null,
    input: null,
    result: null,
    failure: null,
    eventKeys: [],
    inferred: [],
    fanOutId: null,
  };
}

/**
 * Nearly all steps have one attempt and two events. Lists that short are replaced rather than written into: copying them
 * costs less than the room that a growing list reserves, and a copy of their step may go on using them.
 */
const longestReplaced = 8;

function append<T>(list: T[], item: T): T[] {
  if (list.length < longestReplaced) return [...list, item];
  list.push(item);
  return list;
}

function copyIfWritten<T>(list: T[]): T[] {
  return list.length < longestReplaced ? list : [...list];
}

export function addAttempt(step: StepDraft, attempt: Partial<Attempt>): void {
  step.attempts = append(step.attempts, { ...firstAttempt, number: step.attempts.length + 1, ...attempt });
}

export function changeAttempt(step: StepDraft, index: number, change: Partial<Attempt>): void {
  const attempt = step.attempts[index];
  if (attempt === undefined) return;
  const changed = { ...attempt, ...change };
  if (step.attempts.length < longestReplaced) step.attempts = step.attempts.with(index, changed);
  else step.attempts[index] = changed;
}

export function changeLastAttempt(step: StepDraft, change: Partial<Attempt>): void {
  changeAttempt(step, step.attempts.length - 1, change);
}

export function infer(step: StepDraft, conclusion: string): void {
  if (!step.inferred.includes(conclusion)) step.inferred = [...step.inferred, conclusion];
}

/** Steps are written in place until a snapshot handed them out, and copied for the next change after that. */
export class StepList {
  readonly #steps: StepDraft[] = [];
  readonly #unshared = new Set<number>();
  readonly #rows = new RowIndex();
  readonly #changed = new Set<number>();
  #snapshot: readonly Step[] = [];
  #rowSnapshot: ReadonlyMap<string, number> | null = null;

  get length(): number {
    return this.#steps.length;
  }

  /** Read only: a change goes through `edit`. */
  at(index: number): Step {
    const step = this.#steps[index];
    if (step === undefined) throw new RangeError(`There is no step ${index}.`);
    return step;
  }

  ofRow(rowKey: string): Step | undefined {
    const index = this.#rows.stepOf(rowKey);
    return index === undefined ? undefined : this.#steps[index];
  }

  add(step: StepDraft): number {
    const index = this.#steps.length;
    this.#steps.push(step);
    this.#unshared.add(index);
    this.#changed.add(index);
    return index;
  }

  edit(index: number): StepDraft {
    const step = this.#steps[index];
    if (step === undefined) throw new RangeError(`There is no step ${index}.`);
    this.#changed.add(index);
    if (this.#unshared.has(index)) return step;
    const copy = { ...step };
    copy.attempts = copyIfWritten(step.attempts);
    copy.eventKeys = copyIfWritten(step.eventKeys);
    this.#steps[index] = copy;
    this.#unshared.add(index);
    return copy;
  }

  /** Makes the event one of the step's. */
  link(index: number, event: HistoryEvent): StepDraft {
    const step = this.edit(index);
    step.eventKeys = append(step.eventKeys, event.rowKey);
    this.#rows.add(event.rowKey, index);
    this.#rowSnapshot = null;
    return step;
  }

  /** Steps equal to those of the same id in `previous` become these. */
  reuse(previous: readonly Step[]): void {
    const known = new Map(previous.map((step) => [step.id, step]));
    this.#steps.forEach((step, i) => {
      const same = known.get(step.id);
      if (same === undefined || !isSameValue(same, step)) return;
      this.#steps[i] = same as StepDraft;
      this.#unshared.delete(i);
    });
  }

  /** Steps changed since this was asked last. */
  takeChanged(): ReadonlySet<number> {
    const changed = new Set(this.#changed);
    this.#changed.clear();
    return changed;
  }

  snapshot(): { steps: readonly Step[]; stepOfRow: ReadonlyMap<string, number> } {
    if (this.#unshared.size > 0 || this.#snapshot.length !== this.#steps.length) {
      this.#unshared.clear();
      this.#snapshot = [...this.#steps];
    }
    this.#rowSnapshot ??= this.#rows.snapshot();
    return { steps: this.#snapshot, stepOfRow: this.#rowSnapshot };
  }
}
