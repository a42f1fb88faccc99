import { Router } from 'express';
import type { HubChange } from '../../../shared/contract/hubs.ts';
import { openEventStream } from '../../http/server-sent-events.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

/** What the index knows at once, then every change; an index follows its hub only while somebody listens here. */
export function changesRoutes(hubs: HubRegistry): Router {
  const router = Router();
  router.get('/api/hubs/:hub/changes', async (request, response) => {
    const { index } = await hubs.find(request.params.hub);
    openEventStream<HubChange>(response, (send) => {
      send({ coverage: index.coverage() });
      return index.watch(send);
    });
  });
  return router;
}
