import { followInstance, type InstanceChange } from '../../../shared/contract/instance-changes.ts';
import { parsePart, type Route } from '../../http/serve.ts';
import { openEventStream } from '../../http/server-sent-events.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { InstanceFollowers } from './instance-changes-service.ts';

export function instanceChangesRoutes(hubs: HubRegistry): Route[] {
  const followers = new InstanceFollowers();
  return [
    {
      endpoint: followInstance,
      register(router) {
        router.get(followInstance.path, async (request, response) => {
          const { hub, instanceId } = parsePart(followInstance.params, 'path', request.params);
          const { after } = parsePart(followInstance.query, 'query', request.query);
          const open = await hubs.find(hub);
          openEventStream<InstanceChange>(response, (send) =>
            followers.follow(open, { instanceId, after }, send),
          );
        });
      },
    },
  ];
}
