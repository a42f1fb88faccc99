import { getHubLinks, getInstanceLinks } from '../../../shared/contract/links.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { LinksConfig } from '../../links/links-config.ts';
import { LinksService } from './links-service.ts';

export function linksRoutes(hubs: HubRegistry, config: LinksConfig): Route[] {
  const links = new LinksService(config);
  return [
    serve(getInstanceLinks, async ({ params }) =>
      links.ofInstance(await hubs.find(params.hub), params.instanceId),
    ),
    serve(getHubLinks, async ({ params, query }) => links.ofHub(await hubs.find(params.hub), query.minutes)),
  ];
}
