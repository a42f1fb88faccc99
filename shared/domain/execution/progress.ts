import type { ExecutionModel, FanOut, Step, StepKind, StepState } from './execution-model.ts';

export interface Progress {
  readonly total: number;
  /** Something came back, or never will. */
  readonly settled: number;
  readonly counts: FanOut['counts'];
}

function progressOf(counts: FanOut['counts']): Progress {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { total, settled: total - counts.open - counts.rewound, counts };
}

export interface FanOutProgress extends Progress {
  readonly fanOut: FanOut;
}

/** Those under way first, then the latest; a loop may have had thousands. */
export function fanOutProgress(model: ExecutionModel): readonly FanOutProgress[] {
  const isOver = ({ counts }: FanOut) => counts.open + counts.rewound === 0;
  return [...model.fanOuts]
    .reverse()
    .sort((one, other) => Number(isOver(one)) - Number(isOver(other)))
    .map((fanOut) => ({ fanOut, ...progressOf(fanOut.counts) }));
}

function countStates(steps: readonly Step[]): Record<StepState, number> {
  const counts = { open: 0, completed: 0, failed: 0, abandoned: 0, rewound: 0, unknown: 0 };
  for (const { state } of steps) counts[state] += 1;
  return counts;
}

export function progressOfKind(model: ExecutionModel, kind: StepKind): Progress {
  return progressOf(countStates(model.steps.filter((step) => step.kind === kind)));
}

/** Retried steps, the one tried most often first. */
export function retriedSteps(model: ExecutionModel): readonly Step[] {
  return model.steps
    .filter(({ attempts }) => attempts.length > 1)
    .sort((one, other) => other.attempts.length - one.attempts.length);
}

/** The failure that came last, with a try that failed counting as well: the one that a reader is after. */
export function lastFailedStep(model: ExecutionModel): Step | null {
  return model.steps.reduce<Step | null>((last, step) => {
    const at = failedAt(step);
    if (at === null) return last;
    return last === null || at >= (failedAt(last) ?? '') ? step : last;
  }, null);
}

/** When its last failed attempt came back; `''` when that has no time, `null` when none failed. */
function failedAt({ state, attempts, finishedAt, failure }: Step): string | null {
  const failed = attempts.findLast((attempt) => attempt.state === 'failed');
  if (failed !== undefined) return failed.finishedAt ?? '';
  return state === 'failed' && failure !== null ? (finishedAt ?? '') : null;
}
