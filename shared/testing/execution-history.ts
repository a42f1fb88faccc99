import type { EntityMessage, HistoryEvent } from '../contract/history.ts';
import type { PayloadInfo } from '../contract/payloads.ts';
import { makeHistoryEvent } from './history.ts';
import { at } from './instances.ts';

export type HistoryRow = Partial<HistoryEvent>;

/** Rows in their order; each is a tenth of a second later than the one before. */
export function makeHistory(...rows: readonly (HistoryRow | readonly HistoryRow[])[]): HistoryEvent[] {
  return rows.flat().map((row, ordinal) => makeHistoryEvent({ ordinal, ...row }));
}

/** The time of a row that `makeHistory` made. */
export function timeOfRow(ordinal: number): string {
  return at(ordinal / 10);
}

export function rowKeyOf(ordinal: number): string {
  return ordinal.toString(16).toUpperCase().padStart(16, '0');
}

export function inlinePayload(text: string): PayloadInfo {
  return {
    ref: text,
    location: 'inline',
    sizeBytes: text.length,
    storedBytes: null,
    preview: text.slice(0, 256),
    problem: null,
  };
}

/** One turn of the orchestrator around the rows it took in and wrote. */
export function turn(...rows: readonly HistoryRow[]): HistoryRow[] {
  return [{ eventType: 'OrchestratorStarted' }, ...rows, { eventType: 'OrchestratorCompleted' }];
}

export function started(name = 'Order'): HistoryRow {
  return { eventType: 'ExecutionStarted', name };
}

export function ended(status = 'Completed'): HistoryRow {
  return { eventType: 'ExecutionCompleted', orchestrationStatus: status, eventId: 99 };
}

export function asked(eventId: number, name = 'Charge', input?: string): HistoryRow {
  const payloads = input === undefined ? {} : { Input: inlinePayload(input) };
  return { eventType: 'TaskScheduled', eventId, name, payloads };
}

export function done(taskScheduledId: number, result = 'true'): HistoryRow {
  return { eventType: 'TaskCompleted', taskScheduledId, payloads: { Result: inlinePayload(result) } };
}

export function failed(taskScheduledId: number, reason = 'declined'): HistoryRow {
  return { eventType: 'TaskFailed', taskScheduledId, payloads: { Reason: inlinePayload(reason) } };
}

export function childAsked(eventId: number, name = 'Ship', instanceId = 'child'): HistoryRow {
  return { eventType: 'SubOrchestrationInstanceCreated', eventId, name, instanceId };
}

export function childFailed(taskScheduledId: number): HistoryRow {
  const payloads = { Reason: inlinePayload('lost') };
  return { eventType: 'SubOrchestrationInstanceFailed', taskScheduledId, payloads };
}

/** Due at the time of the row with the ordinal `dueRow`. */
export function timer(eventId: number, dueRow = 1000): HistoryRow {
  return { eventType: 'TimerCreated', eventId, fireAt: timeOfRow(dueRow) };
}

export function fired(timerId: number, dueRow = 1000): HistoryRow {
  return { eventType: 'TimerFired', timerId, fireAt: timeOfRow(dueRow) };
}

export function raised(name: string, entityMessage: EntityMessage | null = null): HistoryRow {
  return { eventType: 'EventRaised', name, entityMessage, payloads: { Input: inlinePayload('{}') } };
}

export function sent(
  eventId: number,
  instanceId: string,
  message: Partial<EntityMessage> | null,
  name = 'op',
): HistoryRow {
  return {
    eventType: 'EventSent',
    eventId,
    name,
    instanceId,
    entityMessage: message && entityMessage(message),
    payloads: { Input: inlinePayload('{}') },
  };
}

export function entityMessage(message: Partial<EntityMessage>): EntityMessage {
  const nothing = { operation: null, requestId: null, lockSet: [], dueAt: null, isError: false };
  return { kind: 'call', ...nothing, ...message };
}

/** What a rewind makes of a row. */
export function rewound(row: HistoryRow): HistoryRow {
  return {
    ...row,
    eventType: row.eventType === 'SubOrchestrationInstanceCreated' ? row.eventType : 'GenericEvent',
    rewoundType: row.eventType ?? null,
  };
}
