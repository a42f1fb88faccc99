import type { HistoryEvent } from '../contract/history.ts';

export interface ExecutionSummary {
  readonly parent: HistoryEvent['parent'];
  /** The event that ended the execution; `null` while it runs, or when a rewind took the end back. */
  readonly end: HistoryEvent | null;
}

/** What the history says about the execution as a whole. */
export function summariseExecution(events: readonly HistoryEvent[]): ExecutionSummary {
  const started = events.find((event) => event.eventType === 'ExecutionStarted');
  const end = events.findLast((event) => event.eventType === 'ExecutionCompleted');
  return { parent: started?.parent ?? null, end: end ?? null };
}
