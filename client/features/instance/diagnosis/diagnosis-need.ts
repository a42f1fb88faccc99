import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';

/**
 * `open`: it has not ended, so there is always something to say. `possible`: something may be wrong with it although it
 * ended, or although it is an entity, which waits for nothing. `none`: it ended in order.
 */
export type DiagnosisNeed = 'open' | 'possible' | 'none';

interface Known {
  readonly model: ExecutionModel;
  /** The history was read to its end. */
  readonly isComplete: boolean;
}

export function diagnosisNeed(instance: InstanceDetail, { model, isComplete }: Known): DiagnosisNeed {
  const { kind, runtimeStatus, scheduledStartAt } = instance;
  if (kind === 'entity') return 'possible';
  if (!isTerminal(runtimeStatus)) return 'open';
  if (runtimeStatus === 'Failed' && model.marks.some((mark) => mark.kind === 'rewind')) return 'possible';
  if (runtimeStatus === 'Terminated' && scheduledStartAt !== null) return 'possible';
  // The row says that it ended, and its history does not.
  return isComplete && model.eventCount > 0 && model.end === null ? 'possible' : 'none';
}
