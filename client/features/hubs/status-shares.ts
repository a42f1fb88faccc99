import type { HubSummary } from '../../../shared/contract/hubs.ts';
import type { RuntimeStatus } from '../../../shared/domain/runtime-status.ts';
import { statusOrder } from '../../components/runtime-status-look.ts';

export interface StatusShare {
  readonly status: RuntimeStatus;
  readonly count: number;
  /** Of all orchestrations, 0 to 1. */
  readonly share: number;
}

/** The orchestrations of a hub by status, in the fixed order, without those that do not occur. */
export function buildStatusShares(counts: HubSummary['counts']): StatusShare[] {
  const orchestrations = counts.filter((one) => one.kind === 'orchestration' && one.count > 0);
  const total = sumCounts(orchestrations);
  return statusOrder.flatMap((status) => {
    const count = sumCounts(orchestrations.filter((one) => one.status === status));
    return count === 0 ? [] : [{ status, count, share: count / total }];
  });
}

export function countKind(counts: HubSummary['counts'], kind: 'orchestration' | 'entity'): number {
  return sumCounts(counts.filter((one) => one.kind === kind));
}

function sumCounts(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, one) => sum + one.count, 0);
}
