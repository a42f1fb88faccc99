import type { ExecutionModel, FanOut, Step } from './execution-model.ts';
import type { Timeline } from './timeline-times.ts';
import type { Wait } from './wait.ts';

interface RowPlace {
  /** Ids of the steps it is shown under and its own: the same while histories grow. */
  readonly id: string;
  /** 0 = of the instance itself. */
  readonly depth: number;
  /** Whose history it is of. */
  readonly instanceId: string;
  /** `null` where there is nothing to unfold. */
  readonly isUnfolded: boolean | null;
}

/** The orchestrator itself: from its creation to its end, with its turns. */
export interface ExecutionRow extends RowPlace {
  readonly kind: 'execution';
  readonly timeline: Timeline;
}

export interface StepRow extends RowPlace {
  readonly kind: 'step';
  readonly timeline: Timeline;
  readonly index: number;
  readonly step: Step;
}

/** Siblings in one row; they follow one by one when it is unfolded. */
export interface FanOutRow extends RowPlace {
  readonly kind: 'fan-out';
  readonly timeline: Timeline;
  readonly fanOut: FanOut;
  readonly indexes: readonly number[];
}

/** Stands where the steps of a child would. */
export interface NoteRow extends RowPlace {
  readonly kind: 'note';
  readonly note: 'loading' | ChildTrouble | 'empty' | 'cycle' | 'incomplete';
}

/** Something the instance waits for that no event of the history stands for. */
export interface WaitRow extends RowPlace {
  readonly kind: 'wait';
  readonly wait: Wait;
}

export type TimelineRow = ExecutionRow | StepRow | FanOutRow | WaitRow | NoteRow;

/** `gone` = no row says anything of it. `elsewhere` = only a file is at hand. */
export type ChildTrouble = 'failed' | 'gone' | 'elsewhere';

export type ChildHistory =
  | { readonly state: 'loading' | ChildTrouble }
  | {
      readonly state: 'read';
      readonly timeline: Timeline;
      readonly waits: readonly Wait[];
      readonly isComplete: boolean;
    };

export interface RowQuestion {
  readonly instanceId: string;
  readonly timeline: Timeline;
  readonly waits: readonly Wait[];
  /** Row ids that the reader unfolded. */
  readonly unfolded: ReadonlySet<string>;
  /** What was read of children up to now. */
  readonly children: ReadonlyMap<string, ChildHistory>;
}

export interface TimelineRows {
  readonly rows: readonly TimelineRow[];
  /** Instances whose history the rows are made of or wait for, the first one left out. */
  readonly children: readonly string[];
}

/** Delays between attempts are drawn with what is tried again; the steps that have a row, folded or not. */
export function drawnSteps({ model }: Timeline): number[] {
  return model.steps.flatMap((step, index) => (isDelay(step, model) ? [] : [index]));
}

function isDelay({ delaysStepId }: Step, { stepOfRow }: ExecutionModel): boolean {
  return delaysStepId !== null && stepOfRow.has(delaysStepId);
}

/** So many siblings still fit a screen. */
const foldAbove = 12;

interface Level {
  readonly timeline: Timeline;
  readonly waits: readonly Wait[];
  readonly instanceId: string;
  /** Ids of the steps above, joined; empty for the instance itself. */
  readonly path: string;
  readonly depth: number;
  /** Instances above and this one. */
  readonly family: readonly string[];
}

class RowList {
  readonly rows: TimelineRow[] = [];
  readonly wanted = new Set<string>();
  private readonly question: RowQuestion;

  constructor(question: RowQuestion) {
    this.question = question;
  }

  addLevel(level: Level): void {
    const { model } = level.timeline;
    const folded = new Map<string, FanOut>();
    for (const fanOut of model.fanOuts) {
      if (fanOut.stepIds.length > foldAbove) folded.set(fanOut.id, fanOut);
    }
    const indexOf = folded.size === 0 ? new Map<string, number>() : indexById(level.timeline);
    const begun = new Set<string>();
    for (const [index, step] of model.steps.entries()) {
      if (isDelay(step, model)) continue;
      const fanOut = step.fanOutId === null ? undefined : folded.get(step.fanOutId);
      if (fanOut === undefined) this.addStep(level, index, step);
      else if (!begun.has(fanOut.id)) {
        begun.add(fanOut.id);
        this.addFanOut(level, fanOut, indexOf);
      }
    }
    this.addWaits(level);
  }

  private addWaits({ waits, path, depth, instanceId }: Level): void {
    for (const wait of waits) {
      if (wait.stepId !== null) continue;
      const id = `${path}wait:${wait.kind}`;
      this.rows.push({ kind: 'wait', id, depth, instanceId, isUnfolded: null, wait });
    }
  }

  private addFanOut(level: Level, fanOut: FanOut, indexOf: ReadonlyMap<string, number>): void {
    const id = `${level.path}${fanOutIdOf(fanOut)}`;
    const { timeline, instanceId, depth } = level;
    const indexes = fanOut.stepIds.flatMap((stepId) => indexOf.get(stepId) ?? []);
    const isUnfolded = this.question.unfolded.has(id);
    this.rows.push({ kind: 'fan-out', id, depth, instanceId, isUnfolded, timeline, fanOut, indexes });
    if (!isUnfolded) return;
    for (const index of indexes) {
      const step = timeline.model.steps[index];
      if (step !== undefined) this.addStep({ ...level, depth: depth + 1 }, index, step);
    }
  }

  private addStep(level: Level, index: number, step: Step): void {
    const { timeline, instanceId, depth } = level;
    const id = `${level.path}${step.id}`;
    const child = step.kind === 'sub-orchestration' ? step.instanceId : null;
    const isUnfolded = child === null ? null : this.question.unfolded.has(id);
    this.rows.push({ kind: 'step', id, depth, instanceId, isUnfolded, timeline, index, step });
    if (child !== null && isUnfolded === true) this.addChild(level, id, child);
  }

  private addChild(level: Level, id: string, child: string): void {
    const depth = level.depth + 1;
    const addNote = (note: NoteRow['note']): void => {
      const noteId = `${id}/${note}`;
      this.rows.push({ kind: 'note', id: noteId, depth, instanceId: child, isUnfolded: null, note });
    };
    if (level.family.includes(child)) {
      addNote('cycle');
      return;
    }
    this.wanted.add(child);
    const history = this.question.children.get(child) ?? { state: 'loading' };
    if (history.state !== 'read') {
      addNote(history.state);
      return;
    }
    const { timeline } = history;
    const family = [...level.family, child];
    this.addLevel({ timeline, waits: history.waits, instanceId: child, path: `${id}/`, depth, family });
    if (!history.isComplete) addNote('incomplete');
    else if (timeline.model.steps.length === 0) addNote('empty');
  }
}

function indexById({ model }: Timeline): ReadonlyMap<string, number> {
  return new Map(model.steps.map((step, index) => [step.id, index]));
}

/** What stands below what: the execution first, then its steps in order with what the reader unfolded, then its waits. */
export function timelineRows(question: RowQuestion): TimelineRows {
  const { timeline, instanceId } = question;
  const list = new RowList(question);
  list.rows.push({ kind: 'execution', id: executionRowId, depth: 0, instanceId, isUnfolded: null, timeline });
  const place = { instanceId, path: '', depth: 0, family: [instanceId] };
  list.addLevel({ timeline, waits: question.waits, ...place });
  return { rows: list.rows, children: [...list.wanted] };
}

export const executionRowId = 'execution';

/** The id of the row where an event of the instance itself is found; `null` when no step has it. */
export function rowIdOfEvent({ model }: Timeline, rowKey: string): string | null {
  const step = model.steps[model.stepOfRow.get(rowKey) ?? -1];
  if (step === undefined) return null;
  const delayed = model.steps[model.stepOfRow.get(step.delaysStepId ?? '') ?? -1];
  return (delayed ?? step).id;
}

/** Where a row is, or the folded fan-out that holds its step; -1 when it is nowhere. */
export function placeOfRow(rows: readonly TimelineRow[], id: string): number {
  const place = rows.findIndex((row) => row.id === id);
  if (place >= 0) return place;
  return rows.findIndex(
    (row) =>
      row.kind === 'fan-out' &&
      !row.isUnfolded &&
      id.startsWith(pathOfRow(row)) &&
      row.fanOut.stepIds.includes(id.slice(pathOfRow(row).length)),
  );
}

/** What the ids of its siblings begin with. */
export function pathOfRow({ id, fanOut }: FanOutRow): string {
  return id.slice(0, id.length - fanOutIdOf(fanOut).length);
}

function fanOutIdOf({ id }: FanOut): string {
  return `fan-out:${id}`;
}
