import type { Wait } from '../../../../shared/domain/execution/wait.ts';
import { instantToMs } from '../../../../shared/domain/instant.ts';
import type { FanOut, Step } from '../../../../shared/domain/execution/execution-model.ts';
import { lengthsOf, type Lengths } from '../../../../shared/domain/execution/timeline-quantiles.ts';
import type { FanOutRow, NoteRow, TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import {
  isGoingOn,
  type StepTimes,
  type Timeline,
} from '../../../../shared/domain/execution/timeline-times.ts';
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

/** How long a step took, or goes on; of a lock, how long it was held. `null` when storage does not say. */
function lengthMs(step: Step, times: StepTimes, nowMs: number): number | null {
  const { scheduledMs, startedMs, finishedMs } = times;
  const fromMs = step.kind === 'entity-lock' ? (startedMs ?? scheduledMs) : scheduledMs;
  if (fromMs === null) return null;
  if (finishedMs !== null) return Math.max(0, finishedMs - fromMs);
  return isGoingOn(step, times) ? Math.max(0, nowMs - fromMs) : null;
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
  return isGoingOn(step, times) ? `${formatDuration(wholeSeconds(ms))} …` : formatDuration(ms);
}

function dueWords({ dueMs }: StepTimes, nowMs: number): string {
  if (dueMs === null) return '';
  const aheadMs = wholeSeconds(Math.abs(dueMs - nowMs));
  return dueMs > nowMs ? `, due in ${formatDuration(aheadMs)}` : `, was due ${formatDuration(aheadMs)} ago`;
}

function heldWords({ scheduledMs, startedMs, finishedMs }: StepTimes, heldMs: number): string {
  const waitedMs = scheduledMs === null || startedMs === null ? null : startedMs - scheduledMs;
  const granted = waitedMs === null ? 'granted' : `granted after ${formatDuration(waitedMs)}`;
  if (finishedMs === null) return `${granted}, held for ${formatDuration(wholeSeconds(heldMs))}`;
  return `${granted}, released after ${formatDuration(heldMs)}`;
}

function outcomeWords(step: Step, times: StepTimes, nowMs: number): string {
  const { word } = stepStateLooks[step.state];
  const ms = lengthMs(step, times, nowMs);
  const due = step.state === 'open' ? dueWords(times, nowMs) : '';
  if (momentKind(step)) return `${word}${due}`;
  if (ms === null) return `${word}, its length is not recorded`;
  if (step.kind === 'entity-lock' && step.state === 'completed') return heldWords(times, ms);
  if (step.state === 'open') return `${word} for ${formatDuration(wholeSeconds(ms))}${due}`;
  if (step.state === 'completed') return `${word} in ${formatDuration(ms)}`;
  return `${word} after ${formatDuration(ms)}`;
}

/** The child, entity or instance a step is about; empty where there is none. */
export function rowTarget({ instanceId, lockSet }: Pick<Step, 'instanceId' | 'lockSet'>): string {
  const target = lockSet.length > 0 ? lockSet.join(', ') : (instanceId ?? '');
  return toVisibleText(target.length > maxNameChars ? `${target.slice(0, maxNameChars)}…` : target);
}

/** “ReserveStock, activity, 2 attempts, completed in 512 ms”. */
export function stepWords(step: Step, times: StepTimes, nowMs: number): string {
  const parts = [
    rowName(step),
    step.name === null ? null : stepKindLooks[step.kind].word,
    rowTarget(step) || null,
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
  failed: 'The child’s history cannot be read at the moment.',
  gone: 'The child is gone from storage: somebody purged it.',
  elsewhere: 'The child’s history is not part of the file.',
  empty: 'The child has no step yet.',
  cycle: 'Shown further up: this child is its own ancestor.',
};

const waitTitles: Readonly<Record<Wait['kind'], string>> = {
  'external-event': 'Waits for an event',
  resume: 'Suspended, waits to be resumed',
  turn: 'Waits for a worker to go on',
  start: 'Waits for a worker to begin',
  'scheduled-start': 'Waits for its start',
  rewind: 'Waits for its rewind',
  activity: 'Waits for an activity',
  'sub-orchestration': 'Waits for a child',
  timer: 'Waits for a timer',
  'entity-call': 'Waits for an entity',
  'entity-lock': 'Waits for a lock',
};

export function waitTitle({ kind, name }: Wait): string {
  return name === null
    ? waitTitles[kind]
    : `${waitTitles[kind]}: ${rowName({ kind: 'external-event', name })}`;
}

function waitWords(wait: Wait, nowMs: number): string {
  const { since, isInferred } = wait;
  const forMs = since === null ? null : Math.max(0, nowMs - instantToMs(since));
  const lasting =
    forMs === null ? 'since when is not recorded' : `for ${formatDuration(wholeSeconds(forMs))}`;
  return `${waitTitle(wait)}, ${lasting}${isInferred ? ', concluded because nothing else is under way' : ''}`;
}

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
  if (row.kind === 'wait') return waitWords(row.wait, nowMs);
  const times = row.timeline.times[row.index];
  return times === undefined ? rowName(row.step) : stepWords(row.step, times, nowMs);
}
