import type { Logger } from 'pino';
import { startAzurite } from './azurite.ts';
import { createSampleRegistry } from './samples/sample-registry.ts';
import { startTraffic } from './traffic.ts';
import { createTaskHub } from './worker/create-task-hub.ts';
import { createHubClient } from './worker/hub-client.ts';
import { openHubStorage } from './worker/hub-storage.ts';
import { createWorker } from './worker/worker.ts';
import { createWorkerSwitch, type WorkerSwitch } from './worker-switch.ts';

const hubName = 'DurascopeDemo';
const partitionCount = 4;
/** The first population ends below this. */
const firstFreeNumber = 8000;

export interface EmbeddedHub {
  readonly connectionString: string;
  readonly hubName: typeof hubName;
  readonly worker: WorkerSwitch;
  /** Ends traffic, worker and storage, in this order; no process and no port remains. */
  stop(): Promise<void>;
}

interface EmbeddedHubOptions {
  /** Folder that keeps the hub from one start to the next; in memory unless given. */
  readonly location?: string;
  readonly logger: Logger;
}

async function holdsInstances(connectionString: string): Promise<boolean> {
  const rows = openHubStorage(connectionString, hubName).instances.listEntities();
  return (await rows.next()).done !== true;
}

interface Actors {
  readonly worker: WorkerSwitch;
  stop(): Promise<void>;
}

/** Traffic and worker on storage that answers. */
async function startActors(connectionString: string, logger: Logger): Promise<Actors> {
  await createTaskHub(connectionString, hubName, partitionCount);
  const isFresh = !(await holdsInstances(connectionString));
  const traffic = startTraffic({
    client: createHubClient({ connectionString, hub: hubName }),
    logger,
    withPopulation: isFresh,
    // Ids of an earlier run must not come again; seconds do not, and are quite readable.
    firstNumber: isFresh ? firstFreeNumber : Math.floor(Date.now() / 1000),
  });
  const worker = createWorkerSwitch(
    createWorker({
      connectionString,
      hub: hubName,
      registry: createSampleRegistry(),
      log: (message, error) => logger.warn({ err: error }, message),
    }),
  );
  // The list is there sooner when the worker does not compete with the first population for the storage.
  const working = traffic.populated
    .then(() => worker.switchTo(true))
    .catch((error: unknown) => logger.error({ err: error }, 'The demo worker could not start'));
  return {
    worker,
    async stop() {
      await traffic.stop();
      await working;
      await worker.switchTo(false);
    },
  };
}

/** A task hub to try things out on: storage, a worker and samples that keep starting. */
export async function startEmbeddedHub({ location, logger }: EmbeddedHubOptions): Promise<EmbeddedHub> {
  const azurite = await startAzurite(location === undefined ? {} : { location });
  const { connectionString } = azurite;
  try {
    const actors = await startActors(connectionString, logger);
    return {
      connectionString,
      hubName,
      worker: actors.worker,
      async stop() {
        await actors.stop();
        await azurite.stop();
      },
    };
  } catch (error) {
    await azurite.stop();
    throw error;
  }
}
