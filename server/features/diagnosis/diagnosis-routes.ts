import { diagnoseInstance, getHubVerdict } from '../../../shared/contract/diagnosis.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { diagnoseInstanceOf } from '../../diagnosis/diagnose-instance.ts';
import { verdictOf } from '../../diagnosis/hub-verdict.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function diagnosisRoutes(hubs: HubRegistry, audit: AuditLog): Route[] {
  return [
    serve(diagnoseInstance, async ({ params }) =>
      diagnoseInstanceOf(await hubs.find(params.hub), params.instanceId, { withFamily: true, audit }),
    ),
    serve(getHubVerdict, async ({ params }) => verdictOf(await hubs.find(params.hub))),
  ];
}
