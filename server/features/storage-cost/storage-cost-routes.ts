import { getStorageCost } from '../../../shared/contract/storage-cost.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { readStorageCost } from './storage-cost-service.ts';

export function storageCostRoutes(hubs: HubRegistry): Route[] {
  return [serve(getStorageCost, async ({ params }) => readStorageCost(await hubs.find(params.hub)))];
}
