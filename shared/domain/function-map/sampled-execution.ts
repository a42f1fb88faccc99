import type { ExecutionModel } from '../execution/execution-model.ts';
import type { Instant } from '../instant.ts';

/** One history that was read, with what the row of its instance says. */
export interface SampledExecution {
  readonly instanceId: string;
  readonly executionId: string | null;
  readonly name: string;
  readonly version: string | null;
  readonly createdAt: Instant | null;
  /** `null` = it has not ended. */
  readonly completedAt: Instant | null;
  readonly hasEnded: boolean;
  readonly model: ExecutionModel;
  /** Rows are missing behind those that were read. */
  readonly isCutShort: boolean;
}
