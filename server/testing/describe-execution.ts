import type {
  Attempt,
  ExecutionModel,
  FanOut,
  Mark,
  SizeLedger,
  Step,
  Turn,
} from '../../shared/domain/execution/execution-model.ts';
import type { Wait } from '../../shared/domain/execution/wait.ts';
import { elapsedMs, type Instant } from '../../shared/domain/instant.ts';

const siblingsShown = 3;

function shortKey(rowKey: string | null): string {
  return rowKey === null ? '-' : rowKey.replace(/^0+(?=[^]{2})/, '');
}

class Clock {
  constructor(private readonly origin: Instant | null) {}

  at(instant: Instant | null): string {
    if (instant === null) return '-';
    return this.origin === null ? instant : `${Math.round(elapsedMs(this.origin, instant))}`;
  }
}

function attemptText(attempt: Attempt, clock: Clock): string {
  const { number, scheduledKey, finishedKey, delayKey, delayMs, state, failure } = attempt;
  const delay = delayKey === null ? '' : ` after ${String(delayMs)} ms (${shortKey(delayKey)})`;
  const times = `${clock.at(attempt.scheduledAt)}→${clock.at(attempt.finishedAt)}`;
  const why = failure === null ? '' : ` ${failure.errorType ?? '?'}: ${JSON.stringify(failure.message)}`;
  return `#${number}${delay} ${shortKey(scheduledKey)}→${shortKey(finishedKey)} ${times} ${state}${why}`;
}

function stepText(step: Step, clock: Clock): string {
  const facts = [
    `${shortKey(step.id)} ${step.kind} ${step.name ?? '-'}: ${step.state}`,
    step.instanceId === null ? '' : `→ ${step.instanceId}`,
    step.lockSet.length === 0 ? '' : `locks ${step.lockSet.join(' ')}`,
    `turn ${String(step.turn)}`,
    `asked ${clock.at(step.scheduledAt)}`,
    step.startedAt === null ? '' : `started ${clock.at(step.startedAt)}`,
    step.fireAt === null ? '' : `due ${clock.at(step.fireAt)}`,
    `finished ${clock.at(step.finishedAt)}`,
    `taken in ${clock.at(step.takenInAt)}`,
    step.result === null ? '' : `result ${step.result.info.location} ${shortKey(step.result.rowKey)}`,
    step.delaysStepId === null ? '' : `delays ${shortKey(step.delaysStepId)}`,
    step.fanOutId === null ? '' : `fan-out ${shortKey(step.fanOutId)}`,
    `rows ${step.eventKeys.map(shortKey).join(' ')}`,
  ];
  const isPlain = step.attempts.length === 1 && step.failure === null;
  const attempts = isPlain ? [] : step.attempts.map((attempt) => `    ${attemptText(attempt, clock)}`);
  const inferred = step.inferred.map((conclusion) => `    (${conclusion})`);
  return [`  ${facts.filter(Boolean).join(', ')}`, ...attempts, ...inferred].join('\n');
}

function waitText(wait: Wait, clock: Clock): string {
  const facts = [
    `  waits for ${wait.kind} ${wait.name ?? '-'}`,
    wait.instanceId === null ? '' : `→ ${wait.instanceId}`,
    `step ${shortKey(wait.stepId)}`,
    `since ${clock.at(wait.since)}`,
    wait.dueAt === null ? '' : `due ${clock.at(wait.dueAt)}`,
    wait.attempt === 1 ? '' : `attempt ${wait.attempt}`,
    wait.isInferred ? '(inferred)' : '',
  ];
  return facts.filter(Boolean).join(', ');
}

/** Of many siblings the first few are shown. */
function stepLines(model: ExecutionModel, clock: Clock): string[] {
  const shown = new Map<string, number>();
  return model.steps.flatMap((step) => {
    const count = shown.get(step.fanOutId ?? step.id) ?? 0;
    shown.set(step.fanOutId ?? step.id, count + 1);
    return count < siblingsShown ? [stepText(step, clock)] : [];
  });
}

function fanOutText({ id, kind, name, turn, stepIds, counts }: FanOut): string {
  const states = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  return `  fan-out ${shortKey(id)}: ${stepIds.length} × ${kind} ${name ?? '-'} in turn ${turn}: ${states.join(', ')}`;
}

function headText({ name, parent, eventCount, end, isSuspended }: ExecutionModel, clock: Clock): string {
  if (eventCount === 0) return '  no history';
  const facts = [
    `  ${name ?? '-'}`,
    parent === null ? '' : `child of ${parent.instanceId}`,
    `${eventCount} events`,
    isSuspended ? 'suspended' : '',
    end === null ? 'not ended' : `${String(end.status)} at ${clock.at(end.at)}`,
    end?.failure == null ? '' : `${String(end.failure.errorType)}: ${JSON.stringify(end.failure.message)}`,
  ];
  return facts.filter(Boolean).join(', ');
}

function sizeLines({ payloadBytes, unknownSizes, byFunction }: SizeLedger): string[] {
  if (payloadBytes === 0 && unknownSizes === 0) return [];
  const shares = byFunction.map(({ name, rows, payloadBytes: bytes }) => `${name} ${rows} rows ${bytes} B`);
  return [`  sizes: ${[`${payloadBytes} B`, `${unknownSizes} unknown`, ...shares].join(', ')}`];
}

function turnLines(turns: readonly Turn[], clock: Clock): string[] {
  const texts = turns.map(
    ({ startedAt, completedAt, tookInKeys }) =>
      `${clock.at(startedAt)}→${clock.at(completedAt)} (${tookInKeys.length})`,
  );
  return texts.length === 0 ? [] : [`  turns ${texts.join(' ')}`];
}

function markText({ kind, rowKey, at, text }: Mark, clock: Clock): string {
  return `  ${shortKey(rowKey)} ${kind} ${clock.at(at)} ${text ?? ''}`.trimEnd();
}

/** A model as a few lines that a person can check; times in milliseconds since the execution was asked for. */
export function describeExecution(model: ExecutionModel, waits: readonly Wait[]): string[] {
  const clock = new Clock(model.createdAt);
  return [
    headText(model, clock),
    ...turnLines(model.turns, clock),
    ...model.marks.map((mark) => markText(mark, clock)),
    ...stepLines(model, clock),
    ...model.fanOuts.map(fanOutText),
    ...sizeLines(model.sizes),
    ...model.oddRows.map(({ rowKey, problem }) => `  odd ${shortKey(rowKey)}: ${problem}`),
    ...waits.map((wait) => waitText(wait, clock)),
  ];
}
