import { useDeferredValue, useMemo } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { executionOf } from './execution-of.ts';
import { unreadHistory } from './history-so-far.ts';
import { useHistory } from './use-history.ts';
import { useLiveInstance } from './use-live-instance.ts';

/** The history as far as it was read, what it means, how the reading goes, and how it is followed. */
export function useExecution(hub: string, instance: InstanceDetail, isGone: boolean) {
  const reading = useHistory(hub, instance);
  // While more comes in, what the reader does goes first.
  const history = useDeferredValue(reading.data ?? unreadHistory);
  const execution = useMemo(() => executionOf(history), [history]);
  const isFollowed = reading.data?.isComplete === true && !isGone;
  const live = useLiveInstance({ hub, instanceId: instance.instanceId, isFollowed });
  return { execution, reading, live };
}
