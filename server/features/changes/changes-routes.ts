import { Router } from 'express';
import type { HubChange } from '../../../shared/contract/hub-changes.ts';
import { openEventStream } from '../../http/server-sent-events.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

/** A quiet hub tells nothing new, yet its reader wants to know that it was looked at. */
const freshnessMs = 5_000;

/** What the index knows at once, then every change; an index follows its hub, and queues are sampled, only while somebody listens here. */
export function changesRoutes(hubs: Pick<HubRegistry, 'find'>): Router {
  const router = Router();
  router.get('/api/hubs/:hub/changes', async (request, response) => {
    const { hub } = request.params;
    const open = await hubs.find(hub);
    const { index, queues } = open;

    /** A hub that went away and came back has another index; the page that asks again hears of that one. */
    async function endWhenGone(): Promise<void> {
      const found = await hubs.find(hub).catch(() => null);
      if (found !== open) response.end();
    }

    openEventStream<HubChange>(response, (send) => {
      const tellFreshness = () => send(index.latestChange());
      tellFreshness();
      const freshness = setInterval(() => {
        tellFreshness();
        void endWhenGone();
      }, freshnessMs);
      const stopWatching = index.watch((change) => {
        send(change);
        // News told out of turn would make a crowd that came at the same time ask at the same time.
        freshness.refresh();
      });
      const stopSampling = queues.keepSampling();
      return () => {
        clearInterval(freshness);
        stopWatching();
        stopSampling();
      };
    });
  });
  return router;
}
