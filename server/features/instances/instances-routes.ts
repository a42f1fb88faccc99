import { getInstance, instanceFacets, listInstances } from '../../../shared/contract/instances.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { readInstance } from '../../hubs/read-instance.ts';

export function instancesRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(listInstances, async ({ params, query }) => (await hubs.find(params.hub)).index.list(query)),
    serve(instanceFacets, async ({ params, query }) => (await hubs.find(params.hub)).index.facets(query)),
    serve(getInstance, async ({ params }) => readInstance(await hubs.find(params.hub), params.instanceId)),
  ];
}
