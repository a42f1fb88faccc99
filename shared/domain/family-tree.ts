export interface FamilyMember {
  readonly instanceId: string;
  /** Orchestrator; `null` = not known. */
  readonly name: string | null;
}

/** What is known of somebody’s children. */
export interface FamilyBranch {
  readonly state: 'reading' | 'failed' | 'read';
  readonly children: readonly FamilyMember[];
  /** There are more than these. */
  readonly isCut: boolean;
}

export interface MemberRow extends FamilyMember {
  readonly kind: 'member';
  /** The way from the top: the same instance may stand in several places. */
  readonly key: string;
  readonly parentKey: string | null;
  /** 0 = at the top. */
  readonly depth: number;
  readonly isSelf: boolean;
  /** It stands above itself, so what follows would never end. */
  readonly isCycle: boolean;
  /** `null` = it has no children, or is not to be opened. */
  readonly isOpen: boolean | null;
  /** From 1. */
  readonly position: number;
  /** `null` = not known how many there are. */
  readonly siblings: number | null;
}

export interface NoteRow {
  readonly kind: 'note';
  readonly key: string;
  readonly parentKey: string;
  readonly depth: number;
  /** `siblings` can be asked for; `failed` can be tried again. */
  readonly note: 'siblings' | 'reading' | 'failed' | 'none' | 'cut';
  /** Whose children it is about. */
  readonly instanceId: string;
}

export type FamilyRow = MemberRow | NoteRow;

export interface FamilyQuestion {
  /** The parent first. */
  readonly ancestors: readonly FamilyMember[];
  readonly self: FamilyMember;
  readonly branchOf: (instanceId: string) => FamilyBranch | undefined;
  /** Those who are open although they usually are not, or closed although they usually are open. */
  readonly toggled: ReadonlySet<string>;
}

/** Instances that are children of many would otherwise multiply beyond what memory holds. */
const maxRows = 20_000;

interface Place {
  readonly parentKey: string | null;
  readonly depth: number;
  readonly position: number;
  readonly siblings: number | null;
  /** Ids from the top down to the parent. */
  readonly line: readonly string[];
}

class FamilyLayout {
  readonly rows: FamilyRow[] = [];
  readonly #fromTop: readonly FamilyMember[];

  constructor(private readonly question: FamilyQuestion) {
    this.#fromTop = [...question.ancestors].reverse();
  }

  /** The next in the line down to the instance itself, for those who stand above it. */
  #heirOf(depth: number, line: readonly string[]): FamilyMember | null {
    const isInLine = line.every((id, place) => this.#fromTop[place]?.instanceId === id);
    if (!isInLine || depth >= this.#fromTop.length) return null;
    return this.#fromTop[depth + 1] ?? this.question.self;
  }

  place(member: FamilyMember, { line, ...place }: Place): void {
    if (this.rows.length >= maxRows) return;
    const { instanceId } = member;
    const { self, branchOf, toggled } = this.question;
    const key = `${place.parentKey ?? ''}/${encodeURIComponent(instanceId)}`;
    const isCycle = line.includes(instanceId);
    const below = [...line, instanceId];
    const heir = isCycle ? null : this.#heirOf(place.depth, below);
    const isSelf = instanceId === self.instanceId && !isCycle;
    const branch = branchOf(instanceId);
    const isLeaf = heir === null && branch?.state === 'read' && branch.children.length === 0 && !isSelf;
    const isWhole = toggled.has(instanceId) !== isSelf;
    const isOpen = isCycle || isLeaf ? null : isWhole || heir !== null;
    this.rows.push({ kind: 'member', ...member, key, ...place, isSelf, isCycle, isOpen });
    if (isOpen !== true) return;
    const inside = { key, depth: place.depth + 1, line: below, instanceId };
    if (isWhole) this.#placeBranch(inside, branch, heir);
    else if (heir !== null) {
      this.place(heir, { parentKey: key, depth: inside.depth, line: below, position: 1, siblings: null });
      this.#note('siblings', inside);
    }
  }

  #placeBranch(
    inside: { key: string; depth: number; line: readonly string[]; instanceId: string },
    branch: FamilyBranch | undefined,
    heir: FamilyMember | null,
  ): void {
    const told = branch?.children ?? [];
    const isHeirTold = heir === null || told.some(({ instanceId }) => instanceId === heir.instanceId);
    const children = isHeirTold ? told : [heir, ...told];
    const siblings = branch?.state === 'read' && !branch.isCut ? children.length : null;
    const { key: parentKey, depth, line } = inside;
    children.forEach((child, place) =>
      this.place(child, { parentKey, depth, line, position: place + 1, siblings }),
    );
    if (branch === undefined || branch.state === 'reading') this.#note('reading', inside);
    else if (branch.state === 'failed') this.#note('failed', inside);
    else if (branch.isCut) this.#note('cut', inside);
    else if (children.length === 0) this.#note('none', inside);
  }

  #note(
    note: NoteRow['note'],
    { key, depth, instanceId }: { key: string; depth: number; instanceId: string },
  ) {
    this.rows.push({ kind: 'note', key: `${key} ${note}`, parentKey: key, depth, note, instanceId });
  }
}

/** The family as lines of a tree: from the first ancestor down to the instance, its children, and whatever was opened. */
export function layoutFamily(question: FamilyQuestion): readonly FamilyRow[] {
  const layout = new FamilyLayout(question);
  const top = question.ancestors.at(-1) ?? question.self;
  layout.place(top, { parentKey: null, depth: 0, line: [], position: 1, siblings: 1 });
  return layout.rows;
}
