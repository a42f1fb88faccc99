import { getEmbeddedWorker, switchEmbeddedWorker } from '../../../shared/contract/embedded-worker.ts';
import type { WorkerSwitch } from '../../demo/worker-switch.ts';
import { AppError } from '../../errors.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';

/** `worker` is the embedded hub's; `null` = this process brought none along. */
export function embeddedWorkerRoutes(hubs: HubRegistry, worker: WorkerSwitch | null): Route[] {
  async function workerOf(hub: string): Promise<WorkerSwitch> {
    const { isEmbedded } = await hubs.find(hub);
    if (isEmbedded && worker !== null) return worker;
    throw new AppError('not-found', 'Only the worker of the embedded task hub can be stopped from here.');
  }

  return [
    serve(getEmbeddedWorker, async ({ params }) => ({ isRunning: (await workerOf(params.hub)).isRunning() })),
    serve(switchEmbeddedWorker, async ({ params, body }) => {
      const embedded = await workerOf(params.hub);
      await embedded.switchTo(body.isRunning);
      return { isRunning: embedded.isRunning() };
    }),
  ];
}
