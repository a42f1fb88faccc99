import type { Instant } from '../../../shared/domain/instant.ts';
import type { EventType } from '../../../shared/domain/event-types.ts';
import type { FailureDetails } from './failure-details.ts';

export type Tags = Readonly<Record<string, string>>;

export interface InstanceKey {
  readonly instanceId: string;
  /** `null` = whichever execution is current. */
  readonly executionId: string | null;
}

export interface ParentInstance {
  readonly name: string;
  readonly version: string | null;
  readonly instance: InstanceKey;
  readonly taskScheduledId: number;
}

/**
 * One history event, in memory. Which members an event type has is the table in `event-fields.ts`;
 * `null` and absent both mean that the engine has no value.
 */
export interface EventFields {
  readonly name?: string | null;
  readonly version?: string | null;
  readonly input?: string | null;
  readonly result?: string | null;
  readonly reason?: string | null;
  readonly details?: string | null;
  readonly data?: string | null;
  readonly instanceId?: string | null;
  readonly correlation?: string | null;
  readonly orchestrationStatus?: string | null;
  readonly taskScheduledId?: number | null;
  readonly timerId?: number | null;
  readonly generation?: number | null;
  readonly fireAt?: Instant | null;
  readonly scheduledStartTime?: Instant | null;
  readonly parentInstance?: ParentInstance | null;
  readonly instance?: InstanceKey | null;
  readonly tags?: Tags | null;
  readonly failureDetails?: FailureDetails | null;
}

export interface HistoryEvent extends EventFields {
  readonly type: EventType;
  readonly eventId: number;
  readonly isPlayed: boolean;
  readonly timestamp: Instant;
}

/** The id of events that no orchestrator action created. */
export const noEventId = -1;

export function newEvent(
  type: EventType,
  timestamp: Instant,
  fields: EventFields = {},
  eventId = noEventId,
): HistoryEvent {
  return { type, eventId, isPlayed: false, timestamp, ...fields };
}

export function isEntityId(instanceId: string): boolean {
  return instanceId.startsWith('@');
}
