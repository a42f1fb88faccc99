import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { BodyOf } from '../../../shared/contract/endpoint.ts';
import {
  cancelFunctionSampling,
  getFunctionImpact,
  getFunctionsMap,
  startFunctionSampling,
} from '../../../shared/contract/functions-map.ts';
import type { FunctionRef } from '../../../shared/domain/function-map/function-ref.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';

function functionsLevel(hub: string) {
  return [...hubLevel(hub), 'functions'] as const;
}

/** Read again while histories are read; asking for it reads none. */
export function functionsQuery(hub: string) {
  return queryOptions({
    queryKey: [...functionsLevel(hub), 'map'],
    queryFn: ({ signal }) => callEndpoint(getFunctionsMap, { params: { hub } }, signal),
    refetchInterval: ({ state }) =>
      state.data?.sampling?.state === 'running' ? refresh.functionSamplingMs : false,
  });
}

/** `samplesOf` names what the answer is made of beside the index: with other samples it is another one. */
export function impactQuery(hub: string, { kind, name }: FunctionRef, samplesOf: string) {
  return queryOptions({
    queryKey: [...functionsLevel(hub), 'impact', kind, name, samplesOf],
    queryFn: ({ signal }) =>
      callEndpoint(getFunctionImpact, { params: { hub }, query: { kind, name } }, signal),
    refetchInterval: refresh.functionImpactMs,
  });
}

export function useStartSampling(hub: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<typeof startFunctionSampling>) =>
      callEndpoint(startFunctionSampling, { params: { hub }, body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: functionsLevel(hub) }),
  });
}

export function useCancelSampling(hub: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callEndpoint(cancelFunctionSampling, { params: { hub }, body: {} }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: functionsLevel(hub) }),
  });
}
