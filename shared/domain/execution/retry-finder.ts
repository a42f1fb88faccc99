import type { Step } from './execution-model.ts';
import { areInputsDifferent } from './step-payload.ts';
import type { StepList } from './step-list.ts';

/** A failed attempt that the orchestrator took in. */
interface FailedAttempt {
  readonly step: number;
  readonly key: string;
  /** The step of the timer taken to delay the next attempt. */
  timer: number | null;
  isRetried: boolean;
}

interface TurnFailures {
  readonly inOrder: FailedAttempt[];
  /** How many of them were given a timer. */
  withTimer: number;
}

interface DelayTimer {
  readonly turn: number;
  failure: FailedAttempt;
}

interface Retry {
  readonly step: number;
  /** `null` = asked for again at once. */
  readonly timer: number | null;
}

type Asked = Pick<Step, 'kind' | 'name' | 'input'>;

function keyOf(step: Asked): string {
  return `${step.kind} ${step.name ?? ''}`;
}

/** Nothing else is ever concluded about a timer. */
const delayConclusions = ['It delays the next attempt: the turn that took in the failure created it.'];
const giveUpConclusions = ['The engine wrote it after the last attempt, before it gave up.'];

/**
 * The history does not say that something is a retry. It is taken for one when the same function is asked for again after
 * it failed: when a timer fired that the turn which took in the failure had created, or in that turn itself.
 */
export class RetryFinder {
  readonly #failuresOf = new Map<number, TurnFailures>();
  /** How many failures of each kind and name nothing followed yet. */
  readonly #retriable = new Map<string, number>();
  readonly #timers = new Map<number, DelayTimer>();
  /** Fired in the turn that is being read, and nothing asked for again yet. */
  readonly #fired = new Set<number>();
  #heldBack: FailedAttempt[] = [];
  /** The turn that asked for steps of one kind and name; `several` = more than one turn did. */
  readonly #askedIn = new Map<string, number | 'several'>();

  constructor(private readonly steps: StepList) {}

  /** A step that is no retry. */
  asked(step: number, turn: number | null): void {
    const key = keyOf(this.steps.at(step));
    const known = this.#askedIn.get(key) ?? turn;
    this.#askedIn.set(key, known === null || known !== turn ? 'several' : known);
  }

  /** `turn` is `null` while the orchestrator is suspended: it will not know before it is resumed. */
  failed(step: number, turn: number | null): void {
    const key = keyOf(this.steps.at(step));
    const failure = { step, key, timer: null, isRetried: false };
    this.#retriable.set(key, (this.#retriable.get(key) ?? 0) + 1);
    if (turn === null) this.#heldBack.push(failure);
    else this.#add(turn, failure);
  }

  resumed(turn: number): void {
    for (const failure of this.#heldBack) this.#add(turn, failure);
    this.#heldBack = [];
  }

  #add(turn: number, failure: FailedAttempt): void {
    const failures = this.#failuresOf.get(turn);
    if (failures === undefined) this.#failuresOf.set(turn, { inOrder: [failure], withTimer: 0 });
    else failures.inOrder.push(failure);
  }

  /** Failures and the timers that delay their retries come in the same order. */
  timerCreated(timer: number, turn: number): boolean {
    const failures = this.#failuresOf.get(turn);
    const failure = failures?.inOrder[failures.withTimer];
    if (failures === undefined || failure === undefined || failure.isRetried) return false;
    failures.withTimer += 1;
    failure.timer = timer;
    this.#timers.set(timer, { turn, failure });
    this.#writeDelay(timer, failure);
    return true;
  }

  timerFired(timer: number): void {
    if (this.#timers.has(timer)) this.#fired.add(timer);
  }

  /** The failed step of which what a turn asks for is one more attempt. */
  retryOf(asked: Asked, turn: number): Retry | null {
    if (this.#retriable.size === 0 || !this.#retriable.has(keyOf(asked))) return null;
    return this.#delayedRetry(asked) ?? this.#retryAtOnce(asked, turn);
  }

  #delayedRetry(asked: Asked): Retry | null {
    for (const timer of this.#fired) {
      const failure = this.#failureBehind(timer, asked);
      if (failure === null) continue;
      this.#fired.delete(timer);
      return { step: this.#retry(failure), timer };
    }
    return null;
  }

  /** A loop over items asks for the same function turn after turn, so only the first turn's failures count. */
  #retryAtOnce(asked: Asked, turn: number): Retry | null {
    if (this.#askedIn.get(keyOf(asked)) === 'several') return null;
    const failures = this.#failuresOf.get(turn)?.inOrder ?? [];
    const failure = failures.find(({ timer, ...rest }) => timer === null && this.#isRepeatedBy(rest, asked));
    return failure === undefined ? null : { step: this.#retry(failure), timer: null };
  }

  #retry(failure: FailedAttempt): number {
    failure.isRetried = true;
    const left = (this.#retriable.get(failure.key) ?? 1) - 1;
    if (left === 0) this.#retriable.delete(failure.key);
    else this.#retriable.set(failure.key, left);
    return failure.step;
  }

  #isRepeatedBy(failure: Omit<FailedAttempt, 'timer'>, asked: Asked): boolean {
    if (failure.isRetried || failure.key !== keyOf(asked)) return false;
    return !areInputsDifferent(this.steps.at(failure.step).input, asked.input);
  }

  /** Timers and failures of a turn may have been matched the wrong way round; what is asked for next tells. */
  #failureBehind(timer: number, asked: Asked): FailedAttempt | null {
    const delay = this.#timers.get(timer);
    if (delay === undefined) return null;
    const matched = delay.failure;
    if (this.#isRepeatedBy(matched, asked)) return matched;
    const failures = this.#failuresOf.get(delay.turn)?.inOrder ?? [];
    const other = failures.find((failure) => this.#isRepeatedBy(failure, asked));
    if (other === undefined) return null;
    const swapped = other.timer;
    this.#match(timer, other);
    if (swapped === null) matched.timer = null;
    else this.#match(swapped, matched);
    return other;
  }

  #match(timer: number, failure: FailedAttempt): void {
    const delay = this.#timers.get(timer);
    if (delay !== undefined) delay.failure = failure;
    failure.timer = timer;
    this.#writeDelay(timer, failure);
  }

  #writeDelay(timer: number, failure: FailedAttempt | null): void {
    const draft = this.steps.edit(timer);
    draft.delaysStepId = failure === null ? null : this.steps.at(failure.step).id;
    draft.inferred = failure === null ? [] : delayConclusions;
  }

  /**
   * Timers that fired and were followed by no attempt delayed nothing, except those without a delay: the engine writes
   * one after the last attempt as well, before it gives up.
   */
  turnEnded(hasDelay: (timer: number) => boolean): void {
    for (const timer of this.#fired) {
      if (hasDelay(timer)) this.#writeDelay(timer, null);
      else this.steps.edit(timer).inferred = giveUpConclusions;
    }
    this.#fired.clear();
  }
}
