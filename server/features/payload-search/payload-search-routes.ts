import {
  cancelPayloadSearch,
  getPayloadSearch,
  startPayloadSearch,
} from '../../../shared/contract/payload-search.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { PayloadSearchService } from './payload-search-service.ts';

export function payloadSearchRoutes(hubs: HubRegistry, searches: PayloadSearchService): Route[] {
  return [
    serve(startPayloadSearch, async ({ params, body }) => searches.start(await hubs.find(params.hub), body)),
    serve(getPayloadSearch, async ({ params }) => searches.get(await hubs.find(params.hub), params.searchId)),
    serve(cancelPayloadSearch, async ({ params }) =>
      searches.cancel(await hubs.find(params.hub), params.searchId),
    ),
  ];
}
