import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import { pairHistory } from '../../../../shared/domain/history-pairing.ts';
import { elapsedMs } from '../../../../shared/domain/instant.ts';

/** One event as the table shows it. */
export interface HistoryRow {
  readonly event: HistoryEvent;
  /** Since the event before; `null` for the first, and when either has no time. */
  readonly deltaMs: number | null;
  /** Name of the task, timer partner or event; `null` when neither the row nor its partner has one. */
  readonly name: string | null;
  readonly partners: readonly string[];
  /** Reason, payload or status in a few words; `null` when there is nothing to say. */
  readonly detail: string | null;
  readonly isRewound: boolean;
  /** Lower case, what the text filter looks into. */
  readonly searchText: string;
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

function searchTextOf(event: HistoryEvent, name: string | null, detail: string | null): string {
  return [
    event.eventType,
    event.rewoundType,
    name,
    event.instanceId,
    event.eventId,
    event.taskScheduledId,
    event.timerId,
    event.orchestrationStatus,
    detail,
  ]
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
}

export function buildHistoryRows(events: readonly HistoryEvent[]): HistoryRow[] {
  const partnersOf = pairHistory(events);
  const byRowKey = new Map(events.map((event) => [event.rowKey, event]));
  return events.map((event, index) => {
    const partners = partnersOf.get(event.rowKey) ?? [];
    const name = event.name ?? byRowKey.get(partners[0] ?? '')?.name ?? null;
    const detail = detailOf(event);
    return {
      event,
      deltaMs: deltaBetween(events[index - 1], event),
      name,
      partners,
      detail,
      isRewound: event.rewoundType !== null,
      searchText: searchTextOf(event, name, detail),
    };
  });
}

export interface HistoryFilter {
  readonly text: string;
  /** Empty = every type. */
  readonly types: readonly string[];
}

export function filterHistoryRows(rows: readonly HistoryRow[], filter: HistoryFilter): readonly HistoryRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && filter.types.length === 0) return rows;
  return rows.filter(
    (row) =>
      (filter.types.length === 0 || filter.types.includes(row.event.eventType)) &&
      words.every((word) => row.searchText.includes(word)),
  );
}

export interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** Types in the order of their first appearance. */
export function countTypes(rows: readonly HistoryRow[]): TypeCount[] {
  const counts = new Map<string, number>();
  for (const { event } of rows) counts.set(event.eventType, (counts.get(event.eventType) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count }));
}
