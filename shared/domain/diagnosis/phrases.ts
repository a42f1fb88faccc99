import type { Evidence, Phrase, Sentence } from '../../contract/diagnosis.ts';
import type { PartitionOwner, QueuedMessage } from '../../contract/backlog.ts';
import { elapsedMs, type Instant } from '../instant.ts';
import { waitingSince } from './queue-signs.ts';

export function named(name: string): Phrase {
  return { kind: 'name', name };
}

export function counted(count: number): Phrase {
  return { kind: 'count', count };
}

export function instantPhrase(at: Instant): Phrase {
  return { kind: 'instant', at };
}

/** How long ago it was; never less than nothing, whatever the clocks say. */
export function since(at: Instant, now: Instant): Phrase {
  return { kind: 'duration', ms: Math.max(0, elapsedMs(at, now)) };
}

/** Shown as given, or `unknown worker` where the lease names none. */
export function workerPhrase({ workerId }: Pick<PartitionOwner, 'workerId'>): Phrase {
  return workerId === null ? 'an unknown worker' : named(workerId);
}

export function messageEvidence(queue: string, message: QueuedMessage, now: Instant): Evidence {
  const { messageId, eventType, name, dequeueCount } = message;
  const what: Sentence = [
    eventType ?? 'Unreadable message',
    ...(name === null ? [] : [' ', named(name)]),
    ', waiting for ',
    since(waitingSince(message, now), now),
  ];
  const takes: Sentence = dequeueCount === 0 ? ['.'] : [', taken ', counted(dequeueCount), ' times.'];
  return { kind: 'message', queue, messageId, text: [...what, ...takes] };
}
