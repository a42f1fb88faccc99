import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { WaitingRow } from '../../../../shared/domain/execution/wait.ts';

export function waitingRow({ kind, ...row }: InstanceDetail): WaitingRow {
  return { ...row, isEntity: kind === 'entity' };
}
