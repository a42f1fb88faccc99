import type { PartitionOwner, QueuedMessage } from '../../contract/backlog.ts';
import type { Evidence, Phrase, Sentence } from '../../contract/diagnosis.ts';
import { elapsedMs, type Instant } from '../instant.ts';
import { countOf, nameOf } from './phrases.ts';
import { waitingSince } from './queue-signs.ts';

/** How long ago it was; never less than nothing, whatever the clocks say. */
export function ago(at: Instant, now: Instant): Phrase {
  return { kind: 'duration', ms: Math.max(0, elapsedMs(at, now)) };
}

/** Shown as given, or `unknown worker` where the lease names none. */
export function workerPhrase({ workerId }: Pick<PartitionOwner, 'workerId'>): Phrase {
  return workerId === null ? 'an unknown worker' : nameOf(workerId);
}

export function messageEvidence(queue: string, message: QueuedMessage, now: Instant): Evidence {
  const { messageId, eventType, name, dequeueCount } = message;
  const what: Sentence = [
    eventType ?? 'Unreadable message',
    ...(name === null ? [] : [' ', nameOf(name)]),
    ', waiting for ',
    ago(waitingSince(message, now), now),
  ];
  const taken: Sentence =
    dequeueCount === 1 ? [', taken once'] : [', taken ', countOf(dequeueCount), ' times'];
  return { kind: 'message', queue, messageId, text: [...what, ...(dequeueCount === 0 ? [] : taken), '.'] };
}
