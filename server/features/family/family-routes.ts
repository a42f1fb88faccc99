import { readAncestors, readChildren, watchRelatives } from '../../../shared/contract/family.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { findAncestors, findChildren, findRelatives } from './family-service.ts';

export function familyRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(readAncestors, async ({ params }) => findAncestors(await hubs.find(params.hub), params.instanceId)),
    serve(readChildren, async ({ params }) => findChildren(await hubs.find(params.hub), params.instanceId)),
    serve(watchRelatives, async ({ params, query }) =>
      findRelatives(await hubs.find(params.hub), query.id ?? []),
    ),
  ];
}
