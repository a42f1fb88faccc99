export type InstanceKind = 'orchestration' | 'entity';

export interface EntityId {
  readonly name: string;
  /** May be empty and may contain `@`. */
  readonly key: string;
}

/** Entities are addressed as `@name@key`; orchestration ids never start with `@`. */
export function parseEntityId(instanceId: string): EntityId | null {
  if (!instanceId.startsWith('@')) return null;
  const separator = instanceId.indexOf('@', 1);
  if (separator < 0) return null;
  return { name: instanceId.slice(1, separator), key: instanceId.slice(separator + 1) };
}

export function kindOf(instanceId: string): InstanceKind {
  return parseEntityId(instanceId) === null ? 'orchestration' : 'entity';
}

const dotsBehindTildes = /^~*\.{1,2}$/;

/**
 * URLs drop the path segments `.` and `..`, percent-encoded ones too, so an id that is one of them gets a `~` in front.
 * Ids that look like the result get one more, which keeps the mapping reversible.
 */
export function toPathSegment(instanceId: string): string {
  return dotsBehindTildes.test(instanceId) ? `~${instanceId}` : instanceId;
}

export function fromPathSegment(segment: string): string {
  return segment.startsWith('~') && dotsBehindTildes.test(segment) ? segment.slice(1) : segment;
}
