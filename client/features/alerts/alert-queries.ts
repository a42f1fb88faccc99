import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  alertDeliveries,
  alertHistory,
  deleteAlertRule,
  listAlerts,
  retryAlertDelivery,
  saveAlertRule,
  testAlertTarget,
} from '../../../shared/contract/alerts.ts';
import type { BodyOf } from '../../../shared/contract/endpoint.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { hubLevel } from '../../api/query-levels.ts';
import { refresh } from '../../api/refresh.ts';

function alertsLevel(hub: string) {
  return [...hubLevel(hub), 'alerts'] as const;
}

export function alertsQuery(hub: string) {
  return queryOptions({
    queryKey: [...alertsLevel(hub), 'rules'],
    queryFn: ({ signal }) => callEndpoint(listAlerts, { params: { hub } }, signal),
    refetchInterval: refresh.alertsMs,
  });
}

export function alertDeliveriesQuery(hub: string) {
  return queryOptions({
    queryKey: [...alertsLevel(hub), 'deliveries'],
    queryFn: ({ signal }) => callEndpoint(alertDeliveries, { params: { hub } }, signal),
    refetchInterval: refresh.alertsMs,
  });
}

/** Page by page, the latest first. */
export function alertHistoryQuery(hub: string) {
  return infiniteQueryOptions({
    queryKey: [...alertsLevel(hub), 'history'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 50, ...(pageParam !== null && { cursor: pageParam }) };
      return callEndpoint(alertHistory, { params: { hub }, query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: refresh.alertsMs,
  });
}

function useAlertChange<Given, Result>(hub: string, change: (given: Given) => Promise<Result>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: alertsLevel(hub) }),
  });
}

export function useSaveRule(hub: string) {
  return useAlertChange(hub, (body: BodyOf<typeof saveAlertRule>) =>
    callEndpoint(saveAlertRule, { params: { hub }, body }),
  );
}

export function useDeleteRule(hub: string) {
  return useAlertChange(hub, (ruleId: string) =>
    callEndpoint(deleteAlertRule, { params: { hub, ruleId }, body: {} }),
  );
}

export function useTestTarget(hub: string) {
  return useAlertChange(hub, (target: string) =>
    callEndpoint(testAlertTarget, { params: { hub }, body: { target } }),
  );
}

export function useRetryDelivery(hub: string) {
  return useAlertChange(hub, (deliveryId: string) =>
    callEndpoint(retryAlertDelivery, { params: { hub, deliveryId }, body: {} }),
  );
}
