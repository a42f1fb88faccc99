import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import { nameOf, type HistorySource } from './history-rows.ts';

export interface HistoryFilter {
  readonly text: string;
  /** Empty = every type. */
  readonly types: readonly string[];
  /** Empty = every function, child, event and operation. */
  readonly names: readonly string[];
}

export const noFilter: HistoryFilter = { text: '', types: [], names: [] };

function searchTextOf(event: HistoryEvent, name: string | null): string {
  let text = `${event.eventType}\n${event.rewoundType ?? ''}\n${name ?? ''}\n${event.instanceId ?? ''}\n${event.rowKey}`;
  text += `\n${event.eventId ?? ''}\n${event.taskScheduledId ?? ''}\n${event.timerId ?? ''}\n${event.orchestrationStatus ?? ''}`;
  for (const column of Object.keys(event.payloads)) text += `\n${event.payloads[column]?.preview ?? ''}`;
  return text.toLowerCase();
}

/** Places of the events that match, in order; over everything read, whatever is on the screen. */
export function filterHistory(source: HistorySource, filter: HistoryFilter): readonly number[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length + filter.types.length + filter.names.length === 0) return source.events.map((_, i) => i);
  const found: number[] = [];
  for (const [index, event] of source.events.entries()) {
    if (filter.types.length > 0 && !filter.types.includes(event.eventType)) continue;
    const name = words.length + filter.names.length > 0 ? nameOf(source, event) : null;
    if (filter.names.length > 0 && (name === null || !filter.names.includes(name))) continue;
    if (words.length > 0) {
      const text = searchTextOf(event, name);
      if (!words.every((word) => text.includes(word))) continue;
    }
    found.push(index);
  }
  return found;
}

export interface Count {
  readonly value: string;
  readonly count: number;
}

function countsOf(values: Iterable<string | null>): Count[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** Types in the order of their first appearance. */
export function countTypes({ events }: HistorySource): Count[] {
  return countsOf(events.map(({ eventType }) => eventType));
}

/** Names of functions, children, events and operations, in the order of the alphabet. */
export function countNames(source: HistorySource): Count[] {
  const counts = countsOf(source.events.map((event) => nameOf(source, event)));
  return counts.sort((one, other) => (one.value < other.value ? -1 : 1));
}
