import { z } from 'zod';
import { toInstant, type Instant } from '../../shared/domain/instant.ts';

/** As many as Event Grid puts into one delivery. */
const maxEvents = 5_000;
const validationType = 'Microsoft.EventGrid.SubscriptionValidationEvent';
const deletionType = 'Microsoft.EventGrid.SubscriptionDeletedEvent';
const lifecycleType = 'orchestratorEvent';
const shortText = z.string().max(2_048);

const gridEvent = z.object({
  id: shortText,
  eventType: shortText,
  subject: shortText,
  eventTime: shortText,
  data: z.unknown(),
});

const cloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: shortText,
    type: shortText,
    source: shortText,
    subject: shortText.optional(),
    time: shortText.optional(),
    data: z.unknown(),
  })
  .transform(({ type, subject = '', time = '', ...rest }) => ({
    ...rest,
    eventType: type,
    subject,
    eventTime: time,
  }));

const anyEvent = z.union([cloudEvent, gridEvent]);

const lifecycle = z.object({
  hubName: z.string().min(1).max(256),
  instanceId: z.string().min(1).max(1_024),
});

const validation = z.object({ validationCode: z.string().min(1).max(256) });

/** An instance that may have changed; what else an event says is not believed. */
export interface LifecycleEvent {
  readonly kind: 'lifecycle';
  readonly hubName: string;
  readonly instanceId: string;
  /** `null` = it does not say, or nothing that is a time. */
  readonly at: Instant | null;
}

export type ReadEvent =
  | LifecycleEvent
  | { readonly kind: 'validation'; readonly code: string }
  /** Event Grid says goodbye. */
  | { readonly kind: 'deletion' }
  | { readonly kind: 'refused'; readonly cause: 'unreadable' | 'not-lifecycle' };

function readEvent(value: unknown): ReadEvent {
  const parsed = anyEvent.safeParse(value);
  if (!parsed.success) return { kind: 'refused', cause: 'unreadable' };
  const { eventType, subject, eventTime, data } = parsed.data;
  if (eventType === deletionType) return { kind: 'deletion' };
  if (eventType === validationType) {
    const { data: found } = validation.safeParse(data);
    return found
      ? { kind: 'validation', code: found.validationCode }
      : { kind: 'refused', cause: 'unreadable' };
  }
  if (eventType !== lifecycleType || !subject.startsWith('durable/orchestrator/')) {
    return { kind: 'refused', cause: 'not-lifecycle' };
  }
  const { data: found } = lifecycle.safeParse(data);
  return found
    ? { kind: 'lifecycle', ...found, at: toInstant(eventTime) }
    : { kind: 'refused', cause: 'unreadable' };
}

/** One event or a batch, in the Event Grid schema or as CloudEvents 1.0; `null` = too many, or not even that. */
export function readEvents(body: unknown): ReadEvent[] | null {
  if (typeof body !== 'object' || body === null) return null;
  const values: readonly unknown[] = Array.isArray(body) ? body : [body];
  return values.length === 0 || values.length > maxEvents ? null : values.map(readEvent);
}
