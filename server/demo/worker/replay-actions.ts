import type { Instant } from '../../../shared/domain/instant.ts';
import type { Tags } from './history-event.ts';
import { ReplayTask } from './replay-task.ts';

/** What an orchestrator decided in a turn; ids count up through the whole execution. */
export type Action =
  | { readonly kind: 'activity'; readonly name: string; readonly input: string }
  | { readonly kind: 'timer'; readonly fireAt: Instant }
  | {
      readonly kind: 'child';
      readonly name: string;
      readonly version: string;
      readonly instanceId: string;
      readonly input: string | null;
      readonly tags: Tags | null;
    }
  | {
      readonly kind: 'event';
      readonly instanceId: string;
      readonly name: string;
      readonly input: string | null;
    };

class NonDeterminism extends Error {
  override readonly name = 'DurableTask.Core.Exceptions.NonDeterministicOrchestrationException';
}

/** Matches what the orchestrator code decides with what the history says it decided. */
export class ActionLog {
  #nextId = 0;
  #pending = new Map<number, Action>();
  readonly #suspended = new Map<number, Action>();
  readonly #open = new Map<number, ReplayTask>();

  takeId(): number {
    return this.#nextId++;
  }

  get peekId(): number {
    return this.#nextId;
  }

  get hasOpenTasks(): boolean {
    return this.#open.size > 0;
  }

  get pending(): ReadonlyMap<number, Action> {
    return this.#pending;
  }

  add(action: Action): number {
    const id = this.takeId();
    this.#pending.set(id, action);
    return id;
  }

  /** An action whose outcome comes back as an event. */
  open(action: Action): ReplayTask {
    const task = new ReplayTask();
    this.#open.set(this.add(action), task);
    return task;
  }

  /** The history has this decision: it was carried out in an earlier turn. */
  confirm(eventId: number, eventType: string): void {
    if (!this.#pending.delete(eventId)) {
      throw new NonDeterminism(
        `The history has a ${eventType} with id ${eventId} that the orchestrator did not ask for.`,
      );
    }
  }

  /** `null` when the task is not open: a duplicate, or cancelled. */
  close(id: number): ReplayTask | null {
    const task = this.#open.get(id) ?? null;
    this.#open.delete(id);
    return task;
  }

  forget(task: ReplayTask): void {
    for (const [id, open] of this.#open) if (open === task) this.#open.delete(id);
  }

  /** Decisions taken in the batch that suspends are carried out after the resume. */
  suspend(): void {
    for (const [id, action] of this.#pending) this.#suspended.set(id, action);
    this.#pending.clear();
  }

  resume(): void {
    this.#pending = new Map([...this.#suspended, ...this.#pending]);
    this.#suspended.clear();
  }
}
