import type { HistoryEvent } from '../contract/history.ts';

type PairedEvent = Pick<
  HistoryEvent,
  'rowKey' | 'eventType' | 'rewoundType' | 'eventId' | 'taskScheduledId' | 'timerId'
>;

const scheduling: ReadonlySet<string> = new Set([
  'TaskScheduled',
  'SubOrchestrationInstanceCreated',
  'TimerCreated',
]);

/** The id of the scheduling event that an event completes; `null` when it completes none. */
function completedId(event: PairedEvent): number | null {
  return (event.rewoundType ?? event.eventType) === 'TimerFired' ? event.timerId : event.taskScheduledId;
}

/**
 * Row keys of the events that belong together: what was scheduled, and what came of it. Both directions.
 * A rewind schedules again under the same id, so a completion belongs to the last scheduling before it.
 */
export function pairHistory(events: readonly PairedEvent[]): ReadonlyMap<string, readonly string[]> {
  const lastScheduled = new Map<number, string>();
  const partners = new Map<string, string[]>();
  const link = (from: string, to: string): void => {
    const known = partners.get(from);
    if (known) known.push(to);
    else partners.set(from, [to]);
  };
  for (const event of events) {
    if (scheduling.has(event.rewoundType ?? event.eventType)) {
      if (event.eventId !== null) lastScheduled.set(event.eventId, event.rowKey);
      continue;
    }
    const id = completedId(event);
    const scheduled = id === null ? undefined : lastScheduled.get(id);
    if (scheduled === undefined) continue;
    link(scheduled, event.rowKey);
    link(event.rowKey, scheduled);
  }
  return partners;
}
