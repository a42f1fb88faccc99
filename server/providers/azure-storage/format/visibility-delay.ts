import {
  elapsedMs,
  msToInstant,
  toInstantOfAnyZone,
  type Instant,
} from '../../../../shared/domain/instant.ts';
import { parseEntityId } from '../../../../shared/domain/instance-id.ts';

/** How long a queue can hide a message. */
export const maxVisibilityDelayMs = 7 * 24 * 3600 * 1000;
const maxSignalDelayMs = 6 * 24 * 3600 * 1000;

export const operationEventName = 'op';

/** Queues hide messages for whole seconds; whoever takes them waits out the rest. `null` = at once. */
export function visibilityDelaySeconds(due: Instant | null, now: Instant): number {
  return due === null ? 0 : Math.max(0, Math.floor(elapsedMs(now, due) / 1000));
}

/** Name of the event by which an operation reaches an entity later. One far away gets there in several steps. */
export function scheduledEventName(due: Instant, now: Instant): string {
  const isFar = elapsedMs(now, due) > maxSignalDelayMs;
  const latest = msToInstant(Date.parse(now) + maxSignalDelayMs);
  return `${operationEventName}@${isFar ? latest : due}`;
}

/** When an event like `op@2026-01-02T03:04:05.678Z` is to reach an entity; `null` = at once. */
export function dueOfEvent(eventName: string, instanceId: string): Instant | null {
  const isScheduled = eventName.charAt(2) === '@' && parseEntityId(instanceId) !== null;
  return isScheduled ? toInstantOfAnyZone(eventName.slice(3)) : null;
}
