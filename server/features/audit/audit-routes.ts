import { searchAudit } from '../../../shared/contract/audit.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function auditRoutes(hubs: HubRegistry, audit: AuditLog): Route[] {
  return [
    serve(searchAudit, async ({ params, query }) => audit.search((await hubs.find(params.hub)).key, query)),
  ];
}
