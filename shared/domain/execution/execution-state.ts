import type { HistoryEvent } from '../../contract/history.ts';
import type { Instant } from '../instant.ts';
import { FanOutLog } from './fan-out-log.ts';
import { OddRows } from './odd-rows.ts';
import { RetryFinder } from './retry-finder.ts';
import { StepList, type StepDraft } from './step-list.ts';
import { TurnLog } from './turn-log.ts';

/** What is known of an execution while its rows are read in order; shared by those who read the kinds of rows. */
export class ExecutionState {
  readonly steps = new StepList();
  readonly turns = new TurnLog();
  readonly fanOuts = new FanOutLog(this.steps);
  readonly retries = new RetryFinder(this.steps);
  readonly odd = new OddRows();
  isSuspended = false;
  hasEnded = false;
  /** Steps whose results came while the orchestrator was suspended. */
  #heldBack: number[] = [];

  /** The turn that can act on what the row brings; `null` = the orchestrator is suspended. */
  get actingTurn(): number | null {
    return this.isSuspended ? null : this.turns.current;
  }

  addStep(draft: StepDraft, event: HistoryEvent): number {
    if (this.hasEnded && draft.state === 'open') draft.state = 'abandoned';
    const index = this.steps.add(draft);
    this.steps.link(index, event);
    return index;
  }

  /** Adds a step that the orchestrator asked for. */
  askFor(draft: StepDraft, event: HistoryEvent): number {
    const index = this.addStep(draft, event);
    this.retries.asked(index, draft.turn);
    this.fanOuts.add(index);
    return index;
  }

  /** When the orchestrator takes in what the row brings; asked once for each result of a step. */
  takeInResult(index: number): Instant | null {
    if (!this.isSuspended) return this.turns.startedAt(this.turns.current);
    this.#heldBack.push(index);
    return null;
  }

  /** The function, operation or event of the step that a row belongs to. */
  nameOfRow(rowKey: string): string | null {
    return this.steps.ofRow(rowKey)?.name ?? null;
  }

  suspend(): void {
    this.isSuspended = true;
  }

  resume(): void {
    this.isSuspended = false;
    const turn = this.turns.current;
    for (const index of this.#heldBack) this.steps.edit(index).takenInAt = this.turns.startedAt(turn);
    this.#heldBack = [];
    if (turn !== null) this.retries.resumed(turn);
  }

  /** While suspended nothing is asked for, so what a turn left open is left to the turn that resumes. */
  endTurn(): void {
    if (this.isSuspended) return;
    this.retries.turnEnded((timer) => {
      const { fireAt, turn } = this.steps.at(timer);
      const createdAt = this.turns.startedAt(turn);
      return fireAt === null || createdAt === null || fireAt > createdAt;
    });
  }

  end(): void {
    this.hasEnded = true;
    this.#changeStates('open', 'abandoned');
  }

  reopen(): void {
    this.hasEnded = false;
    this.#changeStates('abandoned', 'open');
  }

  #changeStates(from: 'open' | 'abandoned', to: 'open' | 'abandoned'): void {
    for (let i = 0; i < this.steps.length; i += 1) {
      if (this.steps.at(i).state !== from) continue;
      const step = this.steps.edit(i);
      step.state = to;
      step.attempts = step.attempts.map((attempt) =>
        attempt.state === from ? { ...attempt, state: to } : attempt,
      );
    }
  }
}
