import {
  commandEndpoints,
  commandParameters,
  startInstance,
  type InstanceCommand,
} from '../../../shared/contract/commands.ts';
import {
  deleteTaskHub,
  previewHubDeletion,
  previewPurge,
  previewRewind,
} from '../../../shared/contract/command-previews.ts';
import { instanceCommandNames, type InstanceCommandName } from '../../../shared/domain/actions.ts';
import type { CommandGate } from '../../commands/command-gate.ts';
import type { Giver } from '../../commands/giver.ts';
import { previewDeletion } from '../../commands/hub-deletion.ts';
import { serve, type Asker, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

export function commandsRoutes(hubs: HubRegistry, gate: CommandGate): Route[] {
  const giver = async (hub: string, { caller, requestId }: Asker): Promise<Giver> => ({
    open: await hubs.find(hub),
    caller,
    requestId,
    jobId: null,
  });
  const instanceRoute = (name: InstanceCommandName): Route =>
    serve(commandEndpoints[name], async ({ params, body }, asker) => {
      const { reason, ...parameters } = body;
      // The endpoint's own schema has parsed the parameters of this very command.
      const command = {
        name,
        reason,
        parameters: commandParameters[name].parse(parameters),
      } as InstanceCommand;
      return gate.give(await giver(params.hub, asker), params.instanceId, command);
    });
  return [
    ...instanceCommandNames.map(instanceRoute),
    serve(startInstance, async ({ params, body: { reason, ...request } }, asker) =>
      gate.start(await giver(params.hub, asker), request, reason),
    ),
    serve(previewRewind, async ({ params }) =>
      (await hubs.find(params.hub)).hub.previews.rewind(params.instanceId),
    ),
    serve(previewPurge, async ({ params, query }) =>
      (await hubs.find(params.hub)).hub.previews.purge(params.instanceId, query.includesChildren),
    ),
    serve(previewHubDeletion, async ({ params }) => previewDeletion(await hubs.find(params.hub))),
    serve(deleteTaskHub, async ({ params, body: { reason, ...request } }, asker) => {
      const deletion = await gate.deleteTaskHub(await giver(params.hub, asker), request, reason);
      hubs.expire(params.hub);
      return deletion;
    }),
  ];
}
