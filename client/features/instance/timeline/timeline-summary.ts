import type { StepState } from '../../../../shared/domain/execution/execution-model.ts';
import { drawnSteps } from '../../../../shared/domain/execution/timeline-rows.ts';
import type { Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import { plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { stepKindLooks } from '../step-look.ts';
import { countWords, rowName } from './row-words.ts';

export interface StepCounts {
  readonly steps: number;
  readonly byState: Readonly<Record<StepState, number>>;
  readonly retried: number;
  readonly untimed: number;
}

export function countSteps(timeline: Timeline): StepCounts {
  const { model, times } = timeline;
  const byState = { open: 0, completed: 0, failed: 0, abandoned: 0, rewound: 0, unknown: 0 };
  let retried = 0;
  let untimed = 0;
  const drawn = drawnSteps(timeline);
  for (const index of drawn) {
    const step = model.steps[index];
    if (step === undefined) continue;
    byState[step.state] += 1;
    if (step.attempts.length > 1) retried += 1;
    const { scheduledMs = null, finishedMs = null } = times[index] ?? {};
    if (scheduledMs === null && finishedMs === null) untimed += 1;
  }
  return { steps: drawn.length, byState, retried, untimed };
}

/** Names of open steps that fit a sentence. */
const shownOpen = 3;

function openWords({ model }: Timeline, open: number): string {
  if (open === 0) return '';
  const steps: string[] = [];
  for (let index = model.steps.length - 1; index >= 0 && steps.length < shownOpen; index--) {
    const step = model.steps[index];
    if (step?.state !== 'open') continue;
    steps.push(step.name === null ? stepKindLooks[step.kind].word : rowName(step));
  }
  const others = open - steps.length;
  return ` Open: ${steps.join(', ')}${others > 0 ? ` and ${plural(others, 'other')}` : ''}.`;
}

/** The picture in words. */
export function timelineSummary(timeline: Timeline, counts: StepCounts, isComplete: boolean): string {
  const { firstMs, lastMs } = timeline;
  const scope = isComplete ? '' : ' in the part read so far';
  if (counts.steps === 0) return `No step${scope}: the orchestrator asked for nothing.`;
  const length =
    firstMs === null || lastMs === null ? '' : ` within ${formatDuration(Math.max(0, lastMs - firstMs))}`;
  const retried = counts.retried > 0 ? `, ${counts.retried} retried` : '';
  const untimed = counts.untimed > 0 ? ` ${plural(counts.untimed, 'step')} without a recorded time.` : '';
  const states = countWords(counts.byState);
  return `${plural(counts.steps, 'step')}${length}${scope}: ${states}${retried}.${openWords(timeline, counts.byState.open)}${untimed}`;
}
