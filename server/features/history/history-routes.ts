import { readHistory } from '../../../shared/contract/history.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { readHistoryPage } from './history-service.ts';

export function historyRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(readHistory, async ({ params, query }) =>
      readHistoryPage(await hubs.find(params.hub), params.instanceId, query),
    ),
  ];
}
