import { AppError } from '../../errors.ts';

/** Columns of the Instances row that hold a payload. */
export const instancePayloads = ['Input', 'Output', 'CustomStatus'] as const;
/** Columns of History rows that may hold large texts. */
export const eventPayloads = ['Input', 'Result', 'Reason', 'Details', 'FailureDetails', 'Data'] as const;

type InstancePayload = (typeof instancePayloads)[number];
type EventPayload = (typeof eventPayloads)[number];

/**
 * Says where a payload is within one instance, never a blob name or an address: whoever holds it can read nothing else.
 * The execution is part of an event's place because the next execution reuses row keys.
 */
export type PayloadRef =
  | { readonly kind: 'instance'; readonly column: InstancePayload }
  | {
      readonly kind: 'event';
      readonly executionId: string;
      readonly rowKey: string;
      readonly column: EventPayload;
    };

export function formatPayloadRef(ref: PayloadRef): string {
  return ref.kind === 'instance'
    ? `instance:${ref.column}`
    : `history:${encodeURIComponent(ref.executionId)}:${encodeURIComponent(ref.rowKey)}:${ref.column}`;
}

function parse(text: string): PayloadRef | null {
  const [room, ...parts] = text.split(':');
  if (room === 'instance' && parts.length === 1) {
    const column = instancePayloads.find((name) => name === parts[0]);
    return column === undefined ? null : { kind: 'instance', column };
  }
  const [executionId, rowKey, property] = parts;
  const column = eventPayloads.find((name) => name === property);
  if (room !== 'history' || parts.length !== 3 || column === undefined) return null;
  if (executionId === undefined || rowKey === undefined) return null;
  try {
    return {
      kind: 'event',
      executionId: decodeURIComponent(executionId),
      rowKey: decodeURIComponent(rowKey),
      column,
    };
  } catch {
    return null;
  }
}

export function parsePayloadRef(text: string): PayloadRef {
  const ref = parse(text);
  if (ref === null) throw new AppError('invalid-request', 'This is no reference to a payload.');
  return ref;
}
