import { historyEvent, type HistoryEvent } from '../contract/history.ts';
import { at } from './instances.ts';

/** The start of an execution unless told otherwise; row key and time follow from the ordinal. */
export function makeHistoryEvent(overrides: Partial<HistoryEvent> = {}): HistoryEvent {
  const ordinal = overrides.ordinal ?? 0;
  return historyEvent.parse({
    ordinal,
    rowKey: ordinal.toString(16).toUpperCase().padStart(16, '0'),
    eventType: 'ExecutionStarted',
    isKnownType: true,
    eventId: -1,
    timestamp: at(ordinal / 10),
    name: null,
    version: null,
    taskScheduledId: null,
    timerId: null,
    fireAt: null,
    instanceId: null,
    orchestrationStatus: null,
    generation: null,
    scheduledStartAt: null,
    parent: null,
    tags: null,
    rewoundType: null,
    entityMessage: null,
    isLeftover: false,
    payloads: {},
    problems: [],
    ...overrides,
  } satisfies HistoryEvent);
}
