import type { ExecutionModel, Step } from './execution-model.ts';

/** What made the orchestrator ask for some steps; they share one of these. Numbers are places in `model.steps`. */
export interface CauseSet {
  readonly index: number;
  /** Those that woke the turn, and their likes that came in before. */
  readonly named: readonly number[];
  /** The history does not name them: they were over, and nothing else was under way. */
  readonly assumed: readonly number[];
  /** Without causes it is the start that led to the effects; nothing says so. */
  readonly isStartAssumed: boolean;
  readonly effects: number[];
  /** Equal for sets whose causes are of the same classes. */
  readonly classKey: number;
}

export interface Causes {
  readonly sets: readonly CauseSet[];
  /** By step; `null` for timers that only delay an attempt. */
  readonly setOfStep: readonly (CauseSet | null)[];
  /** By step: equal for steps that ask for the same after the same. */
  readonly classOfStep: readonly number[];
  /** Steps behind which nothing else was asked for. */
  readonly ends: readonly number[];
}

/** Gives equal texts equal numbers. */
class Interner {
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** Taken in, and not yet followed by anything. */
class Pending {
  private readonly all = new Set<number>();
  private readonly byKey = new Map<string, Set<number>>();

  add(step: number, keys: readonly string[]): void {
    this.all.add(step);
    for (const key of keys) {
      const bucket = this.byKey.get(key) ?? new Set();
      this.byKey.set(key, bucket.add(step));
    }
  }

  take(keys: readonly string[]): number[] {
    const taken: number[] = [];
    for (const key of keys) {
      for (const step of this.byKey.get(key) ?? []) if (this.all.delete(step)) taken.push(step);
      this.byKey.delete(key);
    }
    return taken;
  }

  takeAll(): number[] {
    const taken = [...this.all];
    this.all.clear();
    this.byKey.clear();
    return taken;
  }
}

/** Comes from outside or from an unread row: nothing the orchestrator did asked for it in this turn. */
function isArrival(step: Step): boolean {
  return step.kind === 'external-event';
}

/** Nothing of it ever comes back, or what comes back is a matter of time. */
const neverAwaited = new Set<Step['kind']>(['timer', 'entity-signal', 'event-sent', 'continue-as-new']);

class CauseFinder {
  private readonly sets: CauseSet[] = [];
  private readonly setOfStep: (CauseSet | null)[];
  private readonly classOfStep: number[];
  private readonly setKeys = new Interner();
  private readonly classKeys = new Interner();
  private readonly pending = new Pending();
  private outstanding = 0;
  private last: CauseSet;
  private readonly model: ExecutionModel;

  constructor(model: ExecutionModel) {
    this.model = model;
    this.setOfStep = model.steps.map(() => null);
    this.classOfStep = model.steps.map(() => -1);
    this.last = this.openSet([]);
  }

  find(): Causes {
    const asked = this.stepsByTurn();
    const takenIn = this.takenInByTurn();
    if (asked.unplaced.length > 0) {
      const somewhere = this.openSet([], [], true);
      for (const place of asked.unplaced) this.assign(place, somewhere);
    }
    for (let turn = 0; turn < this.model.turns.length; turn++)
      this.takeTurn(asked.byTurn[turn] ?? [], takenIn[turn] ?? []);
    return {
      sets: this.sets,
      setOfStep: this.setOfStep,
      classOfStep: this.classOfStep,
      ends: this.pending.takeAll(),
    };
  }

  private takeTurn(asked: readonly number[], takenIn: readonly number[]): void {
    const { steps } = this.model;
    const isIn = (place: number) => {
      const step = steps[place];
      return step !== undefined && isArrival(step);
    };
    const arrivals = asked.filter(isIn);
    const effects = asked.filter((place) => !isIn(place));
    if (arrivals.length > 0) this.arrive(arrivals);
    // Both in the same turn means that what was asked for is over already; a row without its beginning does that.
    const woke = [...new Set([...takenIn.filter((place) => this.setOfStep[place] !== null), ...arrivals])];
    for (const place of woke) if (this.countsAsOutstanding(place)) this.outstanding--;
    for (const place of woke) this.pending.add(place, this.keysOf(place));
    if (effects.length === 0) return;
    const keys = woke.flatMap((place) => this.keysOf(place));
    const named = this.pending.take([...new Set(keys)]);
    const assumed = this.outstanding <= 0 ? this.pending.takeAll() : [];
    const set =
      named.length + assumed.length > 0
        ? this.openSet(named, assumed)
        : this.repeatSet(this.last.effects.length > 0);
    for (const place of effects) {
      this.assign(place, set);
      if (this.countsAsOutstanding(place)) this.outstanding++;
    }
    this.last = set;
  }

  /** An event that comes in stands behind whatever was done before it. */
  private arrive(arrivals: readonly number[]): void {
    const before = this.outstanding <= 0 ? this.pending.takeAll() : [];
    const set = before.length > 0 ? this.openSet([], before) : this.repeatSet(true);
    for (const place of arrivals) this.assign(place, set);
  }

  private countsAsOutstanding(place: number): boolean {
    const step = this.model.steps[place];
    return step !== undefined && !isArrival(step) && !neverAwaited.has(step.kind);
  }

  private keysOf(place: number): string[] {
    return [`set ${this.setOfStep[place]?.index ?? -1}`, `class ${this.classOfStep[place] ?? -1}`];
  }

  /** Asked for after the same as the steps before, for a reason that is known or not. */
  private repeatSet(isAssumed: boolean): CauseSet {
    const { named, assumed } = this.last;
    return isAssumed ? this.openSet([], [...named, ...assumed], true) : this.openSet(named, assumed);
  }

  private openSet(
    named: readonly number[],
    assumed: readonly number[] = [],
    isStartAssumed = false,
  ): CauseSet {
    const classes = new Set([...named, ...assumed].map((place) => this.classOfStep[place] ?? -1));
    const classKey = this.setKeys.numberOf([...classes].sort((one, other) => one - other).join(' '));
    const set = { index: this.sets.length, named, assumed, isStartAssumed, effects: [], classKey };
    this.sets.push(set);
    return set;
  }

  private assign(place: number, set: CauseSet): void {
    const step = this.model.steps[place];
    if (step === undefined) return;
    set.effects.push(place);
    this.setOfStep[place] = set;
    this.classOfStep[place] = this.classKeys.numberOf(`${set.classKey} ${step.kind} ${step.name ?? ''}`);
  }

  private isDelay({ delaysStepId }: Step): boolean {
    return delaysStepId !== null && this.model.stepOfRow.has(delaysStepId);
  }

  private stepsByTurn() {
    const byTurn: number[][] = this.model.turns.map(() => []);
    const unplaced: number[] = [];
    for (const [place, step] of this.model.steps.entries())
      if (!this.isDelay(step)) (step.turn === null ? unplaced : (byTurn[step.turn] ?? unplaced)).push(place);
    return { byTurn, unplaced };
  }

  /** Only the last word of a step counts: a failed attempt that is tried again wakes nothing. */
  private takenInByTurn(): number[][] {
    const { steps, turns, stepOfRow } = this.model;
    const lastTurn = new Map<number, number>();
    for (const turn of turns)
      for (const key of turn.tookInKeys) {
        const place = stepOfRow.get(key);
        if (place !== undefined && steps[place]?.state !== 'open') lastTurn.set(place, turn.index);
      }
    const byTurn: number[][] = turns.map(() => []);
    for (const [place, turn] of lastTurn) byTurn[turn]?.push(place);
    return byTurn;
  }
}

/** What each step was asked for after, as far as turns and what woke them tell. */
export function findCauses(model: ExecutionModel): Causes {
  return new CauseFinder(model).find();
}
