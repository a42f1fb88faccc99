import { useMemo } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { buildExecution } from '../../../shared/domain/execution/build-execution.ts';
import { unreadHistory } from './history-so-far.ts';
import type { ExecutionSoFar } from './instance-tab.ts';
import { useHistory } from './use-history.ts';

/** The history as far as it was read, what it means, and how the reading goes. */
export function useExecution(hub: string, instance: InstanceDetail) {
  const reading = useHistory(hub, instance);
  const history = reading.data ?? unreadHistory;
  const model = useMemo(() => buildExecution(history.events), [history.events]);
  const execution: ExecutionSoFar = useMemo(() => ({ history, model }), [history, model]);
  return { execution, reading };
}
