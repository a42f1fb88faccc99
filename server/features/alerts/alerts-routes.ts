import {
  alertDeliveries,
  alertHistory,
  deleteAlertRule,
  listAlerts,
  retryAlertDelivery,
  saveAlertRule,
  testAlertTarget,
} from '../../../shared/contract/alerts.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { AlertsService } from './alerts-service.ts';
import { AuditedAlerts } from './audited-alerts.ts';

export function alertsRoutes(hubs: HubRegistry, alerts: AlertsService, audit: AuditLog): Route[] {
  const keyOf = async ({ hub }: { hub: string }) => (await hubs.find(hub)).key;
  const changes = new AuditedAlerts(alerts, audit);
  return [
    serve(listAlerts, async ({ params }, { caller }) => alerts.list(await keyOf(params), caller)),
    serve(saveAlertRule, async ({ params, body }, asker) => changes.save(await keyOf(params), body, asker)),
    serve(deleteAlertRule, async ({ params }, asker) => {
      await changes.delete(await keyOf(params), params.ruleId, asker);
      return {};
    }),
    serve(testAlertTarget, async ({ params, body }, asker) =>
      changes.test(await keyOf(params), body.target, asker),
    ),
    serve(alertHistory, async ({ params, query }) => alerts.history(await keyOf(params), query)),
    serve(alertDeliveries, async ({ params }) => ({ deliveries: alerts.deliveries(await keyOf(params)) })),
    serve(retryAlertDelivery, async ({ params }, asker) =>
      changes.retry(await keyOf(params), params.deliveryId, asker),
    ),
  ];
}
