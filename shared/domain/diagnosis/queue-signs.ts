import type { Backlog, QueuedMessage } from '../../contract/backlog.ts';
import type { Wait } from '../execution/wait.ts';
import { elapsedMs, instantToMs, msToInstant, type Instant } from '../instant.ts';
import { isTerminal } from '../runtime-status.ts';
import type { DiagnosisFacts, QueueFacts } from './facts.ts';

type PartitionFacts = Backlog['partitions'][number];

/** As many as one peek can show: with fewer, all visible ones are seen. */
export const mostPeeked = 32;
/** A message that a worker took is hidden for so long, and put back after a while that is never longer than twice that. */
export const hiddenMs = 15 * 60_000;

/** It can still move. */
export function isUnfinished({ instance }: DiagnosisFacts): boolean {
  return !isTerminal(instance.runtimeStatus);
}

/** The partition the instance is hashed to, when the hub can be read and shows it. */
export function partitionOf({ backlog, instance }: DiagnosisFacts): PartitionFacts | null {
  return backlog?.partitions.find(({ queue }) => queue === instance.controlQueue) ?? null;
}

/** Whether anybody works on the hub at all. */
export function workersOf({ backlog }: Pick<DiagnosisFacts, 'backlog'>): 'live' | 'none' | 'unknown' {
  if (backlog === null || backlog.ownership === null || backlog.partitions.length === 0) return 'unknown';
  const owners = backlog.partitions.map(({ owner }) => owner);
  if (owners.some((owner) => owner?.lease === 'live')) return 'live';
  return owners.includes(null) ? 'unknown' : 'none';
}

/** A worker holds its partition now. */
export function isOwned(facts: DiagnosisFacts): boolean {
  return partitionOf(facts)?.owner?.lease === 'live';
}

export function messagesFor(queue: QueueFacts | null, instanceId: string): readonly QueuedMessage[] {
  return queue?.messages.filter((message) => message.instanceId === instanceId) ?? [];
}

/**
 * Since when a visible message could have been taken. Clocks differ, and the queue service's may be ahead: then the time
 * that the sender wrote counts.
 */
export function waitingSince({ dueAt, insertedAt, eventAt }: QueuedMessage, now: Instant): Instant {
  const known = [dueAt, insertedAt, eventAt].flatMap((at) => at ?? []);
  return known.find((at) => at <= now) ?? now;
}

/**
 * Since when a message has certainly been there for the taking. One that was taken before was hidden meanwhile, and storage
 * does not say until when: it counts once that must be over.
 */
export function untakenSince(message: QueuedMessage, now: Instant): Instant {
  const since = waitingSince(message, now);
  if (message.dequeueCount === 0) return since;
  const shown = msToInstant(instantToMs(since) + hiddenMs);
  return shown < now ? shown : now;
}

/** How long the longest of them has been there for the taking; `null` without any. */
export function longestUntakenMs({ messages }: QueueFacts, now: Instant): number | null {
  return messages.length === 0
    ? null
    : Math.max(...messages.map((message) => elapsedMs(untakenSince(message, now), now)));
}

function isServed({ locks, instance }: DiagnosisFacts, entityId: string | null): boolean {
  const lock = entityId === null ? undefined : locks.get(entityId);
  return lock !== undefined && (lock.heldBy === null || lock.heldBy === instance.instanceId);
}

function needsWorkerFor(facts: DiagnosisFacts, wait: Wait): boolean {
  switch (wait.kind) {
    case 'start':
    case 'turn':
    case 'rewind':
    case 'activity':
      return true;
    case 'timer':
    case 'scheduled-start':
      return wait.dueAt !== null && wait.dueAt <= facts.now;
    case 'entity-call':
      return isServed(facts, wait.instanceId);
    case 'sub-orchestration':
    case 'external-event':
    case 'entity-lock':
    case 'resume':
      return false;
  }
}

/** Since when each of the things is there, or under way, that only a worker can take; `null` = that is not known. */
export function workFor(facts: DiagnosisFacts): readonly (Instant | null)[] {
  const { instance, waits, controlQueue, now } = facts;
  if (!isUnfinished(facts)) return [];
  const messages = messagesFor(controlQueue, instance.instanceId).map((message) =>
    waitingSince(message, now),
  );
  if (waits.some(({ kind }) => kind === 'resume')) return messages;
  const due = waits.filter((wait) => needsWorkerFor(facts, wait)).map(({ dueAt, since }) => dueAt ?? since);
  return [...messages, ...due];
}

/** Not so of one that waits for the world outside. */
export function needsWorker(facts: DiagnosisFacts): boolean {
  return workFor(facts).length > 0;
}
