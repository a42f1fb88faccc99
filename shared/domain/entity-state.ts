import { z } from 'zod';
import type { EntityState, QueuedOperation } from '../contract/entities.ts';
import { entityTime } from './entity-message.ts';
import { utf8Bytes } from './utf8-bytes.ts';

const optionalText = z.string().nullable().default(null);

const request = z.object({
  id: optionalText,
  op: optionalText,
  signal: z.boolean().default(false),
  parent: optionalText,
  Timestamp: optionalText,
  requestTime: optionalText,
  due: optionalText,
  lockset: z.array(z.unknown()).nullable().default(null),
  IsLockRequest: z.boolean().default(false),
});

/** Keeps the messages of one sender in the order in which they were sent. */
const received = z.object({
  Last: optionalText,
  Buffered: z.record(z.string(), request).nullable().default(null),
});

const sorter = z.object({
  ReceivedFromInstance: z.record(z.string(), received).nullable().default(null),
});

const schedulerState = z.object({
  /** Written by the in-process extension only; elsewhere an entity exists when it has a state. */
  exists: z.boolean().optional(),
  /** JSON text inside JSON. */
  state: z.unknown().optional(),
  lockedBy: optionalText,
  queue: z.array(request).nullable().default([]),
  sorter: sorter.nullable().catch(null).default(null),
});

function toQueuedOperation(queued: z.output<typeof request>): QueuedOperation {
  return {
    id: queued.id,
    operation: queued.op,
    isSignal: queued.signal,
    isLockRequest: queued.IsLockRequest || queued.lockset !== null,
    parentInstanceId: queued.parent,
    sentAt: entityTime(queued.Timestamp) ?? entityTime(queued.requestTime),
    dueAt: entityTime(queued.due),
  };
}

function toSenders(kept: z.output<typeof sorter> | null): EntityState['senders'] {
  return Object.entries(kept?.ReceivedFromInstance ?? {})
    .map(([instanceId, { Last, Buffered }]) => ({
      instanceId,
      lastSentAt: entityTime(Last),
      buffered: Object.values(Buffered ?? {}).map(toQueuedOperation),
    }))
    .sort((one, other) => ((one.lastSentAt ?? '') < (other.lastSentAt ?? '') ? 1 : -1));
}

function unreadable(problem: string): EntityState {
  return {
    exists: false,
    stateText: null,
    stateSizeBytes: null,
    lockedBy: null,
    queue: [],
    senders: [],
    problem,
  };
}

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** The scheduler state that an entity keeps as its input: the user's state, the lock and what waits. */
export function parseEntityState(text: string): EntityState {
  const json = parseJson(text);
  if (json === null) return unreadable('The scheduler state is not JSON.');
  const parsed = schedulerState.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    return unreadable(`The scheduler state does not have the form the engine writes${place}.`);
  }
  const { exists, state, lockedBy, queue } = parsed.data;
  const isText = typeof state === 'string';
  const hasState = state !== undefined && state !== null;
  const stateText = isText ? state : hasState ? JSON.stringify(state) : null;
  return {
    exists: exists ?? hasState,
    stateText,
    stateSizeBytes: stateText === null ? null : utf8Bytes(stateText),
    lockedBy,
    queue: (queue ?? []).map(toQueuedOperation),
    senders: toSenders(parsed.data.sorter),
    problem: hasState && !isText ? 'The state is not text inside the scheduler state.' : null,
  };
}
