import type { EntityMessage } from '../contract/history.ts';
import { toInstantOfAnyZone, type Instant } from './instant.ts';

/** The parts of an event that carry or mark a message from or to an entity. */
interface MessageEvent {
  readonly eventType: string;
  readonly name: string | null;
  /** The receiver of an event sent. */
  readonly instanceId: string | null;
}

const requestId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Entities answer with an event named after the request. */
export function isRequestId(name: string): boolean {
  return requestId.test(name);
}

/** The first instant of the calendar, which client signals carry instead of a time, means none. */
export function entityTime(value: unknown): Instant | null {
  const instant = toInstantOfAnyZone(value);
  return instant === null || instant.startsWith('0001-') ? null : instant;
}

/** When a signal sent for later is due, which its name tells; `null` for all else. */
export function scheduledSignalTime(name: string | null): Instant | null {
  return name?.startsWith('op@') === true ? entityTime(name.slice('op@'.length)) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function readLockSet(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) =>
    isRecord(entry) && typeof entry.name === 'string' && typeof entry.key === 'string'
      ? [`@${entry.name}@${entry.key}`]
      : [],
  );
}

const nothing = { operation: null, requestId: null, lockSet: [], dueAt: null, isError: false };

function readRequest(name: string, message: Record<string, unknown>): EntityMessage | null {
  const id = textOf(message.id);
  const isLock = message.IsLockRequest === true || Array.isArray(message.lockset);
  if (isLock) return { ...nothing, kind: 'lock', requestId: id, lockSet: readLockSet(message.lockset) };
  const operation = textOf(message.op);
  if (operation === null && id === null) return null;
  const kind = message.signal === true ? 'signal' : 'call';
  const dueAt = entityTime(message.due) ?? scheduledSignalTime(name);
  return { ...nothing, kind, operation, requestId: id, dueAt };
}

function readResponse(name: string, message: Record<string, unknown>): EntityMessage | null {
  const isResponse = ['result', 'exceptionType', 'failureDetails'].some((member) => member in message);
  if (!isResponse) return null;
  const isError = (message.exceptionType ?? message.failureDetails ?? null) !== null;
  return { ...nothing, kind: 'response', requestId: name, isError };
}

/**
 * What an event says to or from an entity; `text` is its input, `null` when it is not at hand. Anything that does not have
 * the form the engine writes is no entity message.
 */
export function readEntityMessage(event: MessageEvent, text: string | null): EntityMessage | null {
  const { eventType, name, instanceId } = event;
  if (name === null || text === null) return null;
  if (eventType !== 'EventSent' && eventType !== 'EventRaised') return null;
  const isRequest = name === 'op' || name.startsWith('op@');
  const isRelease = name === 'release';
  if (!isRequest && !isRelease && !isRequestId(name)) return null;
  // An orchestration may send events of these names to others as well.
  if (eventType === 'EventSent' && !isRequestId(name) && instanceId?.startsWith('@') !== true) return null;
  const message = parseRecord(text);
  if (message === null) return null;
  if (isRequest) return readRequest(name, message);
  if (isRelease) return { ...nothing, kind: 'release', requestId: textOf(message.id) };
  return readResponse(name, message);
}
