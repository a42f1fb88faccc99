import type { Instant } from '../../shared/domain/instant.ts';
import type { EntityRef } from './worker/definitions.ts';

export interface StartOptions {
  readonly instanceId: string;
  readonly input?: unknown;
  readonly version?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly scheduledStart?: Instant;
}

/** What the traffic needs of a task hub: to put messages into it. */
export interface TrafficClient {
  start(name: string, options: StartOptions): Promise<unknown>;
  raiseEvent(instanceId: string, name: string, data?: unknown): Promise<unknown>;
  signalEntity(entity: EntityRef, operation: string, input?: unknown): Promise<unknown>;
  terminate(instanceId: string, reason: string): Promise<unknown>;
}
