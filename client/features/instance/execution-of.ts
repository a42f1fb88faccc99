import type { HistoryEvent } from '../../../shared/contract/history.ts';
import { buildExecution, ExecutionBuilder } from '../../../shared/domain/execution/build-execution.ts';
import { unreadHistory, type HistorySoFar } from './history-so-far.ts';
import type { ExecutionSoFar } from './instance-tab.ts';

/** How far the events of one reading were made into a model. */
interface Progress {
  readonly builder: ExecutionBuilder;
  taken: number;
  last: HistoryEvent;
}

/** A reading keeps its first event, and only grows behind it. */
const progressOf = new WeakMap<HistoryEvent, Progress>();
const executions = new WeakMap<HistorySoFar, ExecutionSoFar>();

const nothing: ExecutionSoFar = { history: unreadHistory, model: buildExecution([]) };

function modelOf(events: readonly HistoryEvent[]): ExecutionSoFar['model'] {
  const [first] = events;
  const end = events.findLastIndex(({ isLeftover }) => !isLeftover) + 1;
  const last = events[end - 1];
  if (first === undefined || last === undefined) return nothing.model;
  let progress = progressOf.get(first);
  if (progress === undefined || events[progress.taken - 1] !== progress.last) {
    progress = { builder: new ExecutionBuilder(), taken: 0, last };
    progressOf.set(first, progress);
  }
  progress.builder.add(events.slice(progress.taken, end));
  progress.taken = end;
  progress.last = last;
  return progress.builder.model();
}

/** What a history means as far as it was read. What was made of its beginning is not made again. */
export function executionOf(history: HistorySoFar): ExecutionSoFar {
  if (history === unreadHistory) return nothing;
  const known = executions.get(history);
  if (known !== undefined) return known;
  const execution = { history, model: modelOf(history.events) };
  executions.set(history, execution);
  return execution;
}
