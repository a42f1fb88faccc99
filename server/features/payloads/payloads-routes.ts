import { readPayload } from '../../../shared/contract/payloads.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function payloadsRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(readPayload, async ({ params, query }) => {
      const { hub } = await hubs.find(params.hub);
      return hub.readPayload(params.instanceId, query.ref, query.maxChars);
    }),
  ];
}
