import type { HistoryEvent } from '../../../shared/contract/history.ts';

const noProblems: HistoryEvent['problems'] = [];
const noPayloads: HistoryEvent['payloads'] = {};
const knownTexts = new Map<string, string>();
const maxKnownTexts = 1000;

/** Event types and function names come thousands of times: one text serves all. */
function shared<Text extends string | null>(text: Text): Text | string {
  if (text === null) return text;
  const known = knownTexts.get(text);
  if (known !== undefined) return known;
  if (knownTexts.size < maxKnownTexts) knownTexts.set(text, text);
  return text;
}

/**
 * The same event in a fraction of the memory: what a schema has parsed is put together property by property, which engines
 * keep as a hash table, while objects written down at once share their layout.
 */
export function leanEvent(event: HistoryEvent): HistoryEvent {
  return {
    ordinal: event.ordinal,
    rowKey: event.rowKey,
    eventType: shared(event.eventType),
    isKnownType: event.isKnownType,
    eventId: event.eventId,
    timestamp: event.timestamp,
    name: shared(event.name),
    version: shared(event.version),
    taskScheduledId: event.taskScheduledId,
    timerId: event.timerId,
    fireAt: event.fireAt,
    instanceId: event.instanceId,
    orchestrationStatus: shared(event.orchestrationStatus),
    generation: event.generation,
    scheduledStartAt: event.scheduledStartAt,
    parent: event.parent,
    tags: event.tags,
    rewoundType: shared(event.rewoundType),
    entityMessage: event.entityMessage,
    isLeftover: event.isLeftover,
    payloads: Object.keys(event.payloads).length === 0 ? noPayloads : event.payloads,
    problems: event.problems.length === 0 ? noProblems : event.problems,
  };
}
