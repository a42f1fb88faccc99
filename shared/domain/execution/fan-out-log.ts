import type { FanOut, Step, StepKind, StepState } from './execution-model.ts';
import type { StepList } from './step-list.ts';

interface Group {
  readonly turn: number;
  readonly members: number[];
  readonly stepIds: string[];
  snapshot: FanOut | null;
}

/** Events come when they like: nobody asked for them together. */
const neverAsked: ReadonlySet<StepKind> = new Set(['external-event', 'continue-as-new']);

function countStates(steps: readonly Step[]): Record<StepState, number> {
  const counts = { open: 0, completed: 0, failed: 0, abandoned: 0, rewound: 0, unknown: 0 };
  for (const { state } of steps) counts[state] += 1;
  return counts;
}

export class FanOutLog {
  /** Those of the turn that is being read. */
  readonly #candidates = new Map<string, Group>();
  readonly #groupOf = new Map<number, Group>();
  #groups: Group[] = [];
  #turn: number | null = null;
  #snapshot: readonly FanOut[] = [];

  constructor(private readonly steps: StepList) {}

  /** A step that a turn has just asked for. */
  add(index: number): void {
    const { kind, name, turn, id } = this.steps.at(index);
    if (turn === null || neverAsked.has(kind)) return;
    if (turn !== this.#turn) this.#candidates.clear();
    this.#turn = turn;
    const key = `${kind} ${name ?? ''}`;
    const group = this.#candidates.get(key);
    if (group === undefined) {
      this.#candidates.set(key, { turn, members: [index], stepIds: [id], snapshot: null });
      return;
    }
    group.members.push(index);
    group.stepIds.push(id);
    this.#join(group);
  }

  #join(group: Group): void {
    const [id = ''] = group.stepIds;
    const isFirstTime = group.members.length === 2;
    if (isFirstTime) this.#groups.push(group);
    const joining = isFirstTime ? group.members : group.members.slice(-1);
    for (const member of joining) {
      this.steps.edit(member).fanOutId = id;
      this.#groupOf.set(member, group);
    }
  }

  snapshot(changedSteps: ReadonlySet<number>): readonly FanOut[] {
    let isChanged = false;
    for (const index of changedSteps) {
      const group = this.#groupOf.get(index);
      if (group === undefined) continue;
      group.snapshot = null;
      isChanged = true;
    }
    if (!isChanged) return this.#snapshot;
    this.#groups.sort((one, other) => (one.members[0] ?? 0) - (other.members[0] ?? 0));
    this.#snapshot = this.#groups.map((group) => (group.snapshot ??= this.#toFanOut(group)));
    return this.#snapshot;
  }

  #toFanOut({ turn, members, stepIds }: Group): FanOut {
    const steps = members.map((member) => this.steps.at(member));
    const [id = ''] = stepIds;
    const kind = steps[0]?.kind ?? 'activity';
    const name = steps[0]?.name ?? null;
    return { id, kind, name, turn, stepIds: [...stepIds], counts: countStates(steps) };
  }
}
