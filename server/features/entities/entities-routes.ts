import { getEntity } from '../../../shared/contract/entities.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { readEntity } from './entities-service.ts';

export function entitiesRoutes(hubs: HubRegistry): Route[] {
  return [serve(getEntity, async ({ params }) => readEntity(await hubs.find(params.hub), params.instanceId))];
}
