import { commandProgress } from '../../../shared/contract/commands.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { followCommand } from './command-progress-service.ts';

export function commandProgressRoutes(hubs: HubRegistry): Route[] {
  return [
    serve(commandProgress, async ({ params: { hub, instanceId }, query }) =>
      followCommand(await hubs.find(hub), { instanceId, ...query }),
    ),
  ];
}
