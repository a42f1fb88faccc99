import {
  alertDeliveries,
  alertHistory,
  deleteAlertRule,
  listAlerts,
  retryAlertDelivery,
  saveAlertRule,
  testAlertTarget,
} from '../../../shared/contract/alerts.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { AlertsService } from './alerts-service.ts';

export function alertsRoutes(hubs: HubRegistry, alerts: AlertsService): Route[] {
  const keyOf = async ({ hub }: { hub: string }) => (await hubs.find(hub)).key;
  return [
    serve(listAlerts, async ({ params }, { caller }) => alerts.list(await keyOf(params), caller)),
    serve(saveAlertRule, async ({ params, body }, { caller }) =>
      alerts.save(await keyOf(params), body, caller),
    ),
    serve(deleteAlertRule, async ({ params }, { caller }) => {
      await alerts.delete(await keyOf(params), params.ruleId, caller);
      return {};
    }),
    serve(testAlertTarget, async ({ params, body }, { caller }) =>
      alerts.test(await keyOf(params), body.target, caller),
    ),
    serve(alertHistory, async ({ params, query }) => alerts.history(await keyOf(params), query)),
    serve(alertDeliveries, async ({ params }) => ({ deliveries: alerts.deliveries(await keyOf(params)) })),
    serve(retryAlertDelivery, async ({ params }, { caller }) =>
      alerts.retry(await keyOf(params), params.deliveryId, caller),
    ),
  ];
}
