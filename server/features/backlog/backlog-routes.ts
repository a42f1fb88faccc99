import { getBacklog, peekMessages } from '../../../shared/contract/backlog.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { peekQueue } from './backlog-service.ts';

export function backlogRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(getBacklog, async ({ params }) => (await hubs.find(params.hub)).readBacklog()),
    serve(peekMessages, async ({ params }) => peekQueue(await hubs.find(params.hub), params.queue)),
  ];
}
