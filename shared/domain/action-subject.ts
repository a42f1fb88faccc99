import type { InstanceRow } from '../contract/instances.ts';
import type { ActionSubject } from './actions.ts';

type Row = Pick<InstanceRow, 'kind' | 'runtimeStatus' | 'scheduledStartAt' | 'completedAt' | 'entity'>;

/** What `decideAction` wants to know of a row. */
export function subjectOf({
  kind,
  runtimeStatus,
  scheduledStartAt,
  completedAt,
  entity,
}: Row): ActionSubject {
  const isRewound = runtimeStatus === 'Pending' && completedAt !== null;
  return { kind, runtimeStatus, entity, isScheduledStart: scheduledStartAt !== null, isRewound };
}
