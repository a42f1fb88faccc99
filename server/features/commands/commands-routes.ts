import {
  raiseEvent,
  resumeInstance,
  suspendInstance,
  terminateInstance,
} from '../../../shared/contract/commands.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { checkEventInput, sendCommand } from './commands-service.ts';

function reasoned(
  hubs: HubRegistry,
  endpoint: typeof terminateInstance,
  command: Exclude<CommandName, 'raise-event'>,
): Route {
  return serve(endpoint, async ({ params: { hub, instanceId }, body: { reason } }) =>
    sendCommand(await hubs.find(hub), {
      command,
      instanceId,
      send: (commands) => commands[command](instanceId, reason),
    }),
  );
}

export function commandsRoutes(hubs: HubRegistry): Route[] {
  return [
    reasoned(hubs, terminateInstance, 'terminate'),
    reasoned(hubs, suspendInstance, 'suspend'),
    reasoned(hubs, resumeInstance, 'resume'),
    serve(raiseEvent, async ({ params: { hub, instanceId }, body: { name, input } }) => {
      checkEventInput(input);
      return sendCommand(await hubs.find(hub), {
        command: 'raise-event',
        instanceId,
        send: (commands) => commands.raiseEvent(instanceId, name, input),
      });
    }),
  ];
}
