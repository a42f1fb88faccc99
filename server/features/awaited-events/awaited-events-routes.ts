import { findAwaitedEvents } from '../../../shared/contract/awaited-events.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { findEventNames } from '../../diagnosis/awaited-events.ts';

export function awaitedEventsRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(findAwaitedEvents, async ({ params }) =>
      findEventNames(await hubs.find(params.hub), params.instanceId),
    ),
  ];
}
