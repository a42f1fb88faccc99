import type { PayloadInfo } from '../../contract/payloads.ts';
import { elapsedMs } from '../instant.ts';
import { findCommonRuns } from './alignment-diff.ts';
import type { ExecutionModel, Step } from './execution-model.ts';

/** At least one side is there. */
export interface StepPair {
  readonly left: Step | null;
  readonly right: Step | null;
}

/** `outcome`: another state or number of attempts. `payload`: the same outcome of another input, or with another result. */
export type Difference = 'missing' | 'outcome' | 'payload';

export interface ComparedStep extends StepPair {
  /** Id of the step of the one side, or, if it has none, of the other after a word. */
  readonly id: string;
  /** `null` = none that storage knows of. */
  readonly difference: Difference | null;
}

export interface Comparison {
  readonly rows: readonly ComparedStep[];
  /** Steps that both have. */
  readonly common: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
  /** Place of the first row where the two did not do the same; `null` = they did. */
  readonly firstDifference: number | null;
  /** Of the longest step of both; bars are drawn to it. */
  readonly longestMs: number;
}

function keysOf(sides: readonly (readonly Step[])[]): number[][] {
  const known = new Map<string, number>();
  return sides.map((steps) =>
    steps.map(({ kind, name }) => {
      const key = `${kind} ${name ?? ''}`;
      const number = known.get(key) ?? known.size;
      known.set(key, number);
      return number;
    }),
  );
}

/** Puts the steps of two runs beside each other by kind and name; each stands once, in its order. */
export function alignSteps(left: readonly Step[], right: readonly Step[]): StepPair[] {
  const [leftKeys = [], rightKeys = []] = keysOf([left, right]);
  const pairs: StepPair[] = [];
  let [nextLeft, nextRight] = [0, 0];
  const end = { left: left.length, right: right.length, length: 0 };
  for (const run of [...findCommonRuns(leftKeys, rightKeys), end]) {
    for (; nextLeft < run.left; nextLeft++) pairs.push({ left: left[nextLeft] ?? null, right: null });
    for (; nextRight < run.right; nextRight++) pairs.push({ left: null, right: right[nextRight] ?? null });
    for (let i = 0; i < run.length; i++, nextLeft++, nextRight++)
      pairs.push({ left: left[nextLeft] ?? null, right: right[nextRight] ?? null });
  }
  return pairs;
}

/** From when it was asked for until it came back, or of a lock, until it was granted; `null` when storage does not say. */
export function stepLengthMs({ kind, scheduledAt, startedAt, finishedAt }: Step): number | null {
  const endAt = kind === 'entity-lock' ? startedAt : finishedAt;
  return scheduledAt === null || endAt === null ? null : Math.max(0, elapsedMs(scheduledAt, endAt));
}

/** `null` = not to be told without reading them. */
function isSamePayload(one: PayloadInfo | null, other: PayloadInfo | null): boolean | null {
  if (one === null || other === null) return one === other;
  if (one.sizeBytes !== null && other.sizeBytes !== null && one.sizeBytes !== other.sizeBytes) return false;
  if (one.preview === null || other.preview === null) return null;
  if (one.preview !== other.preview) return false;
  return one.preview.length === one.sizeBytes ? true : null;
}

function differenceOf(left: Step | null, right: Step | null): Difference | null {
  if (left === null || right === null) return 'missing';
  if (left.state !== right.state || left.attempts.length !== right.attempts.length) return 'outcome';
  const isOther = (column: 'input' | 'result') =>
    isSamePayload(left[column]?.info ?? null, right[column]?.info ?? null) === false;
  return isOther('input') || isOther('result') ? 'payload' : null;
}

/** A delay before the next attempt belongs to the step that is tried again. */
function comparedSteps({ steps }: ExecutionModel): Step[] {
  return steps.filter(({ delaysStepId }) => delaysStepId === null);
}

function longestOf(rows: readonly StepPair[]): number {
  let longestMs = 0;
  for (const { left, right } of rows) {
    const lengths = [left, right].map((step) => (step && stepLengthMs(step)) ?? 0);
    longestMs = Math.max(longestMs, ...lengths);
  }
  return longestMs;
}

export function compareExecutions(left: ExecutionModel, right: ExecutionModel): Comparison {
  const rows = alignSteps(comparedSteps(left), comparedSteps(right)).map((pair): ComparedStep => ({
    ...pair,
    id: pair.left?.id ?? `other ${pair.right?.id ?? ''}`,
    difference: differenceOf(pair.left, pair.right),
  }));
  const first = rows.findIndex(({ difference }) => difference === 'missing' || difference === 'outcome');
  const onlyLeft = rows.filter((row) => row.right === null).length;
  const onlyRight = rows.filter((row) => row.left === null).length;
  return {
    rows,
    common: rows.length - onlyLeft - onlyRight,
    onlyLeft,
    onlyRight,
    firstDifference: first < 0 ? null : first,
    longestMs: longestOf(rows),
  };
}
