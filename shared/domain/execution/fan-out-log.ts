import type { FanOut, StepKind, StepState } from './execution-model.ts';
import type { StepList } from './step-list.ts';

interface Group {
  readonly turn: number;
  readonly kind: StepKind;
  readonly name: string | null;
  readonly firstMember: number;
  readonly stepIds: string[];
  readonly counts: Record<StepState, number>;
  snapshot: FanOut | null;
}

/** Events come when they like: nobody asked for them together. */
const neverAsked: ReadonlySet<StepKind> = new Set(['external-event', 'continue-as-new']);

const noCounts = { open: 0, completed: 0, failed: 0, abandoned: 0, rewound: 0, unknown: 0 };

export class FanOutLog {
  /** Those of the turn that is being read, even with one member. */
  readonly #candidates = new Map<string, Group>();
  readonly #groupOf: (Group | undefined)[] = [];
  /** The state with which a step is in the counts of its group. */
  readonly #countedAs: (StepState | undefined)[] = [];
  readonly #groups: Group[] = [];
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
    if (group !== undefined) {
      group.stepIds.push(id);
      this.#join(group, index);
      return;
    }
    const counts = { ...noCounts };
    this.#candidates.set(key, {
      ...{ turn, kind, name, counts },
      ...{ firstMember: index, stepIds: [id], snapshot: null },
    });
  }

  #join(group: Group, index: number): void {
    const isFirstTime = group.stepIds.length === 2;
    if (isFirstTime) this.#groups.push(group);
    for (const member of isFirstTime ? [group.firstMember, index] : [index]) {
      this.steps.edit(member).fanOutId = group.stepIds[0] ?? null;
      this.#groupOf[member] = group;
    }
  }

  snapshot(changedSteps: ReadonlySet<number>): readonly FanOut[] {
    let isChanged = false;
    for (const index of changedSteps) {
      const group = this.#groupOf[index];
      if (group === undefined) continue;
      this.#recount(group, index);
      group.snapshot = null;
      isChanged = true;
    }
    if (!isChanged) return this.#snapshot;
    this.#groups.sort((one, other) => one.firstMember - other.firstMember);
    this.#snapshot = this.#groups.map((group) => (group.snapshot ??= toFanOut(group)));
    return this.#snapshot;
  }

  #recount(group: Group, index: number): void {
    const { state } = this.steps.at(index);
    const before = this.#countedAs[index];
    if (before !== undefined) group.counts[before] -= 1;
    group.counts[state] += 1;
    this.#countedAs[index] = state;
  }
}

function toFanOut({ turn, kind, name, stepIds, counts }: Group): FanOut {
  const [id = ''] = stepIds;
  return { id, kind, name, turn, stepIds: [...stepIds], counts: { ...counts } };
}
