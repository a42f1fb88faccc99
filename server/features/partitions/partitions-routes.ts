import { getPartitions, queueHistory } from '../../../shared/contract/partitions.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function partitionsRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(getPartitions, async ({ params }) => (await hubs.find(params.hub)).queues.partitions()),
    serve(queueHistory, async ({ params, query }) => (await hubs.find(params.hub)).queues.history(query)),
  ];
}
