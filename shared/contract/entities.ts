import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { instanceDetail } from './instance-detail.ts';
import { instanceParams, instant } from './values.ts';

/** A request that waits in the entity's own queue. */
export const queuedOperation = z.object({
  id: z.string().nullable(),
  /** `null` for a lock request. */
  operation: z.string().nullable(),
  isSignal: z.boolean(),
  isLockRequest: z.boolean(),
  parentInstanceId: z.string().nullable(),
  sentAt: instant.nullable(),
});

export const entityState = z.object({
  exists: z.boolean(),
  /** The user's state: JSON text, or whatever text is stored. `null` = no state. */
  stateText: z.string().nullable(),
  stateSizeBytes: z.int().nullable(),
  lockedBy: z.string().nullable(),
  queue: z.array(queuedOperation),
  /** Why the scheduler state cannot be read; then the raw text is the instance's input. */
  problem: z.string().nullable(),
});
export type EntityState = z.infer<typeof entityState>;

export const getEntity = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/entities/:instanceId',
  summary: 'One entity with its state, lock owner and queue, read from storage',
  params: instanceParams,
  result: z.object({ instance: instanceDetail, state: entityState }),
});
