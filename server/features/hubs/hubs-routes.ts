import { listHubs } from '../../../shared/contract/hubs.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { summarizeHubs } from './hubs-service.ts';

export function hubsRoutes(hubs: HubRegistry): Route[] {
  return [serve(listHubs, (_input, { caller }) => summarizeHubs(hubs, caller))];
}
