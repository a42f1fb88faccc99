import { getEventGrid } from '../../../shared/contract/event-grid.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import type { EventGridService } from './event-grid-service.ts';

export function eventGridRoutes(hubs: HubRegistry, eventGrid: EventGridService): Route[] {
  return [serve(getEventGrid, async ({ params }) => eventGrid.describe(await hubs.find(params.hub)))];
}
