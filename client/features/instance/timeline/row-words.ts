import type { FanOut, Step } from '../../../../shared/domain/execution/execution-model.ts';
import { lengthsOf, type Lengths } from '../../../../shared/domain/execution/timeline-quantiles.ts';
import type { FanOutRow, NoteRow, TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import type { StepTimes, Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepKindLooks, stepStateLooks, stepStateOrder, stepTitle } from '../step-look.ts';

const maxNameChars = 200;

/** Names come from storage: any text of any length. */
export function rowName(step: Pick<Step, 'kind' | 'name'>): string {
  const name = stepTitle(step);
  return toVisibleText(name.length > maxNameChars ? `${name.slice(0, maxNameChars)}…` : name);
}

/** How long a step took, or is under way; `null` when storage does not say. */
export function lengthMs(step: Step, { scheduledMs, finishedMs }: StepTimes, nowMs: number): number | null {
  if (scheduledMs === null) return null;
  if (finishedMs !== null) return Math.max(0, finishedMs - scheduledMs);
  return step.state === 'open' ? Math.max(0, nowMs - scheduledMs) : null;
}

function momentKind(step: Step): boolean {
  return step.kind === 'event-sent' || step.kind === 'entity-signal' || step.kind === 'continue-as-new';
}

function wholeSeconds(ms: number): number {
  return ms < 1_000 ? ms : Math.floor(ms / 1000) * 1000;
}

/** The length in the fewest words, for a column. */
export function shortLength(step: Step, times: StepTimes, nowMs: number): string {
  if (momentKind(step)) return '';
  const ms = lengthMs(step, times, nowMs);
  if (ms === null) return '–';
  return times.finishedMs === null ? `${formatDuration(wholeSeconds(ms))} …` : formatDuration(ms);
}

function dueWords({ dueMs }: StepTimes, nowMs: number): string {
  if (dueMs === null) return '';
  const aheadMs = wholeSeconds(Math.abs(dueMs - nowMs));
  return dueMs > nowMs ? `, due in ${formatDuration(aheadMs)}` : `, was due ${formatDuration(aheadMs)} ago`;
}

function outcomeWords(step: Step, times: StepTimes, nowMs: number): string {
  const { word } = stepStateLooks[step.state];
  const ms = lengthMs(step, times, nowMs);
  const due = step.state === 'open' ? dueWords(times, nowMs) : '';
  if (momentKind(step)) return `${word}${due}`;
  if (ms === null) return `${word}, its length is not recorded`;
  if (step.state === 'open') return `${word} for ${formatDuration(wholeSeconds(ms))}${due}`;
  if (step.state === 'completed') return `${word} in ${formatDuration(ms)}`;
  return `${word} after ${formatDuration(ms)}`;
}

/** “ReserveStock, activity, 2 attempts, completed in 512 ms”. */
export function stepWords(step: Step, times: StepTimes, nowMs: number): string {
  const parts = [
    rowName(step),
    step.name === null ? null : stepKindLooks[step.kind].word,
    step.attempts.length > 1 ? plural(step.attempts.length, 'attempt') : null,
    outcomeWords(step, times, nowMs),
    step.inferred.length > 0 ? 'partly concluded' : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

export function countWords(counts: FanOut['counts']): string {
  return stepStateOrder
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatCount(counts[state])} ${stepStateLooks[state].word}`)
    .join(', ');
}

export function lengthWords(lengths: Lengths | null): string {
  if (lengths === null) return '';
  const { p50Ms, p95Ms, maxMs } = lengths;
  return `p50 ${formatDuration(p50Ms)}, p95 ${formatDuration(p95Ms)}, longest ${formatDuration(maxMs)}`;
}

export function fanOutName({ stepIds, kind, name }: FanOut): string {
  return `${formatCount(stepIds.length)} × ${rowName({ kind, name })}`;
}

/** “300 × SayHello: 300 completed, p50 1.2 s, …”. */
export function fanOutWords({ fanOut, timeline, indexes }: FanOutRow): string {
  const lengths = lengthWords(lengthsOf(timeline.times, indexes));
  return `${fanOutName(fanOut)}: ${countWords(fanOut.counts)}${lengths === '' ? '' : `, ${lengths}`}`;
}

export const noteWords: Readonly<Record<NoteRow['note'], string>> = {
  loading: 'Reading the child’s history…',
  incomplete: 'More of the child’s history is being read…',
  failed: 'The child’s history cannot be read: it was purged, or storage does not answer.',
  empty: 'The child has no step yet.',
  cycle: 'Shown further up: this child is its own ancestor.',
};

export function executionWords({ model, turns, firstMs, lastMs, endMs }: Timeline): string {
  const lengthText = firstMs === null || lastMs === null ? null : formatDuration((endMs ?? lastMs) - firstMs);
  const until = endMs === null ? 'up to its last event' : 'to its end';
  const length = lengthText === null ? 'its times are not recorded' : `${lengthText} ${until}`;
  const marks = model.marks
    .filter(({ kind }) => kind !== 'started' && kind !== 'ended')
    .map(({ kind }) => kind);
  const parts = ['Orchestrator', plural(turns.length, 'turn'), length, ...new Set(marks)];
  return parts.join(', ');
}

export function rowWords(row: TimelineRow, nowMs: number): string {
  if (row.kind === 'execution') return executionWords(row.timeline);
  if (row.kind === 'fan-out') return fanOutWords(row);
  if (row.kind === 'note') return noteWords[row.note];
  const times = row.timeline.times[row.index];
  return times === undefined ? rowName(row.step) : stepWords(row.step, times, nowMs);
}
