/** `entity` = all entities of one name. `event` = an external event, by its name. */
export const functionKinds = ['orchestrator', 'activity', 'entity', 'event'] as const;
export type FunctionKind = (typeof functionKinds)[number];

export interface FunctionRef {
  readonly kind: FunctionKind;
  readonly name: string;
}

/** How one function asks for another; of an event, who sends it and who takes it in. */
export const callKinds = [
  'activity',
  'sub-orchestration',
  'entity-call',
  'entity-signal',
  'entity-lock',
  'event-sent',
  'external-event',
] as const;
export type CallKind = (typeof callKinds)[number];

/** The engine matches names of events and entities without regard to case. */
export function functionKey({ kind, name }: FunctionRef): string {
  return `${kind}:${kind === 'event' || kind === 'entity' ? name.toLowerCase() : name}`;
}

/** `null` = no such key. */
export function parseFunctionKey(key: string): FunctionRef | null {
  const colon = key.indexOf(':');
  const kind = functionKinds.find((known) => known === key.slice(0, colon));
  return kind === undefined ? null : { kind, name: key.slice(colon + 1) };
}
