import type { RuntimeStatus } from '../runtime-status.ts';
import type { Instant } from '../instant.ts';

/**
 * `scheduled-start` = not due yet. `start` = no worker took it up. `turn` = something came in and no worker ran the
 * orchestrator since. `resume` = suspended. `rewind` = rewound and not taken up yet.
 */
export type WaitKind =
  | 'scheduled-start'
  | 'start'
  | 'turn'
  | 'activity'
  | 'sub-orchestration'
  | 'timer'
  | 'external-event'
  | 'entity-call'
  | 'entity-lock'
  | 'resume'
  | 'rewind';

/** One thing that would move an instance on; of several, how many are needed is the orchestrator's secret. */
export interface Wait {
  readonly kind: WaitKind;
  /** `null` = no row of the history stands for it. */
  readonly stepId: string | null;
  /** Function, child orchestrator, operation or event; `null` = not known. */
  readonly name: string | null;
  /** Child or entity. */
  readonly instanceId: string | null;
  readonly since: Instant | null;
  /** Timers and scheduled starts: when due. */
  readonly dueAt: Instant | null;
  /** Attempt that is under way or delayed; 1 without retries. */
  readonly attempt: number;
  /** The history does not say so; it follows from what else it says. */
  readonly isInferred: boolean;
}

/** What the row of an instance says, as far as waits depend on it. */
export interface WaitingRow {
  readonly runtimeStatus: RuntimeStatus | (string & {});
  readonly createdAt: Instant | null;
  readonly lastUpdatedAt: Instant | null;
  readonly scheduledStartAt: Instant | null;
  readonly isEntity: boolean;
}
