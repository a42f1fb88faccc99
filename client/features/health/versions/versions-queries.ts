import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { checkGate, openInstances } from '../../../../shared/contract/gate.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import { hubLevel, indexLevel } from '../../../api/query-levels.ts';

export function openInstancesQuery(hub: string) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'open-instances'],
    queryFn: ({ signal }) => callEndpoint(openInstances, { params: { hub } }, signal),
    placeholderData: keepPreviousData,
  });
}

export interface GateQuestion {
  /** As typed: separated by commas. */
  readonly names: string;
  /** `null` = every version. */
  readonly version: string | null;
}

/** Asked when somebody asks, not by itself: an answer may wait until storage was read. */
export function gateQuery(hub: string, { names, version }: GateQuestion) {
  const query = {
    ...(names.trim() === '' ? {} : { names }),
    ...(version === null ? {} : { version }),
  };
  return queryOptions({
    queryKey: [...hubLevel(hub), 'gate', query],
    queryFn: ({ signal }) => callEndpoint(checkGate, { params: { hub }, query }, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}
