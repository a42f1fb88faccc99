import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import type { ExecutionModel, Step } from '../../../../shared/domain/execution/execution-model.ts';
import { elapsedMs } from '../../../../shared/domain/instant.ts';

/** One event as the table shows it. */
export interface HistoryRow {
  readonly event: HistoryEvent;
  /** Since the event before; `null` for the first, and when either has no time. */
  readonly deltaMs: number | null;
  /** Name of the task, timer partner or event; `null` when neither the row nor its step has one. */
  readonly name: string | null;
  /** Row keys of what it completes, or of what came of it. */
  readonly partners: readonly string[];
  /** Reason, payload or status in a few words; `null` when there is nothing to say. */
  readonly detail: string | null;
  readonly isRewound: boolean;
  /** What is wrong with the row, and why it does not fit the others. */
  readonly problems: readonly string[];
}

/** What the rows of a table are made of; a row is made when it is drawn. */
export interface HistorySource {
  readonly events: readonly HistoryEvent[];
  readonly model: ExecutionModel;
  /** By row key. */
  readonly oddRows: ReadonlyMap<string, readonly string[]>;
}

/** The column that says most about an event of a type. */
const detailColumns: Readonly<Record<string, readonly string[]>> = {
  TaskFailed: ['Reason', 'FailureDetails', 'Details'],
  SubOrchestrationInstanceFailed: ['Reason', 'FailureDetails', 'Details'],
  ExecutionSuspended: ['Reason'],
  ExecutionResumed: ['Reason'],
  ExecutionTerminated: ['Input'],
  GenericEvent: ['Data', 'Reason'],
};

const maxDetailChars = 200;

function detailOf(event: HistoryEvent): string | null {
  const columns = detailColumns[event.rewoundType ?? event.eventType] ?? ['Result', 'Input'];
  for (const column of columns) {
    // A rewind wrote its own mark over the reason.
    if (column === 'Reason' && event.rewoundType !== null) continue;
    const text = event.payloads[column]?.preview?.replaceAll(/\s+/g, ' ');
    if (text) return text.length > maxDetailChars ? `${text.slice(0, maxDetailChars)}…` : text;
  }
  return null;
}

function deltaBetween(before: HistoryEvent | undefined, event: HistoryEvent): number | null {
  if (!before?.timestamp || !event.timestamp) return null;
  return elapsedMs(before.timestamp, event.timestamp);
}

/** `null` for turns, marks, leftovers and rows that fit nowhere. */
export function stepOf({ model }: Pick<HistorySource, 'model'>, event: HistoryEvent): Step | null {
  if (event.isLeftover) return null;
  const index = model.stepOfRow.get(event.rowKey);
  return index === undefined ? null : (model.steps[index] ?? null);
}

function partnersOf(step: Step | null, rowKey: string): readonly string[] {
  if (step === null) return [];
  for (const { scheduledKey, finishedKey } of step.attempts) {
    if (rowKey === scheduledKey) return finishedKey === null ? [] : [finishedKey];
    if (rowKey === finishedKey) return scheduledKey === null ? [] : [scheduledKey];
  }
  return step.eventKeys.filter((key) => key !== rowKey);
}

/** As the row says it, else as its step is called. */
export function nameOf(source: Pick<HistorySource, 'model'>, event: HistoryEvent): string | null {
  return event.name ?? stepOf(source, event)?.name ?? null;
}

export function sourceOf(events: readonly HistoryEvent[], model: ExecutionModel): HistorySource {
  const oddRows = new Map<string, string[]>();
  for (const { rowKey, problem } of model.oddRows) {
    const known = oddRows.get(rowKey);
    if (known) known.push(problem);
    else oddRows.set(rowKey, [problem]);
  }
  return { events, model, oddRows };
}

export function rowAt(source: HistorySource, index: number): HistoryRow | null {
  const event = source.events[index];
  if (event === undefined) return null;
  const odd = event.isLeftover ? [] : (source.oddRows.get(event.rowKey) ?? []);
  return {
    event,
    deltaMs: deltaBetween(source.events[index - 1], event),
    name: nameOf(source, event),
    partners: partnersOf(stepOf(source, event), event.rowKey),
    detail: detailOf(event),
    isRewound: event.rewoundType !== null,
    problems: [...new Set([...event.problems, ...odd])],
  };
}

/** Place of an event; -1 when there is none. Row keys come in their order, except in files that somebody else wrote. */
export function indexOfRow(events: readonly HistoryEvent[], rowKey: string): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.rowKey ?? '') < rowKey) low = middle + 1;
    else high = middle;
  }
  if (events[low]?.rowKey === rowKey) return low;
  return events.findIndex((event) => event.rowKey === rowKey);
}
