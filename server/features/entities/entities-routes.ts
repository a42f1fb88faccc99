import { getEntity, readEntityActivity } from '../../../shared/contract/entities.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { readEntity } from './entities-service.ts';
import { findActivity } from './entity-activity-service.ts';

export function entitiesRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(getEntity, async ({ params }) => readEntity(await hubs.find(params.hub), params.instanceId)),
    serve(readEntityActivity, async ({ params }) =>
      findActivity(await hubs.find(params.hub), params.instanceId),
    ),
  ];
}
