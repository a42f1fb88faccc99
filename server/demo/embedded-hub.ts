import type { Logger } from 'pino';
import { startAzurite, type Azurite } from './azurite.ts';
import { startTraffic, type Traffic } from './traffic.ts';
import { createTaskHub } from './worker/create-task-hub.ts';
import { createHubClient } from './worker/hub-client.ts';
import { openHubStorage } from './worker/hub-storage.ts';

const hubName = 'DurascopeDemo';
const partitionCount = 4;
/** The first population ends below this. */
const firstFreeNumber = 8000;

export interface EmbeddedHub {
  readonly connectionString: string;
  readonly hubName: typeof hubName;
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

async function startActors(connectionString: string, { logger }: EmbeddedHubOptions): Promise<Traffic> {
  await createTaskHub(connectionString, hubName, partitionCount);
  const isFresh = !(await holdsInstances(connectionString));
  return startTraffic({
    client: createHubClient({ connectionString, hub: hubName }),
    logger,
    withPopulation: isFresh,
    // Ids of an earlier run must not come again; seconds do not, and are quite readable.
    firstNumber: isFresh ? firstFreeNumber : Math.floor(Date.now() / 1000),
  });
}

/** A task hub to try things out on: storage, a worker and samples that keep starting. */
export async function startEmbeddedHub(options: EmbeddedHubOptions): Promise<EmbeddedHub> {
  const { location } = options;
  const azurite: Azurite = await startAzurite(location === undefined ? {} : { location });
  const { connectionString } = azurite;
  try {
    const traffic = await startActors(connectionString, options);
    return {
      connectionString,
      hubName,
      async stop() {
        await traffic.stop();
        await azurite.stop();
      },
    };
  } catch (error) {
    await azurite.stop();
    throw error;
  }
}
