const namesItsFunction: ReadonlySet<string> = new Set([
  'ExecutionStarted',
  'TaskScheduled',
  'SubOrchestrationInstanceCreated',
]);

/** The function or orchestrator whose payloads an event holds; `null` = the event does not say, or its name is something else. */
export function payloadOwner(eventType: string | null, name: string | null): string | null {
  return eventType !== null && namesItsFunction.has(eventType) ? name : null;
}
