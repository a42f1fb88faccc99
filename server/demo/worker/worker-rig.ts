import { expect, vi } from 'vitest';
import type { Azurite } from '../azurite.ts';
import { createTaskHub } from './create-task-hub.ts';
import type { Registry } from './definitions.ts';
import { createHistoryStore, eventsOf } from './history-store.ts';
import type { HistoryEvent } from './history-event.ts';
import { rawText, type RawRow } from './history-row.ts';
import { createHubClient, type HubClient } from './hub-client.ts';
import { openHubStorage, type HubStorage } from './hub-storage.ts';
import { createPayloadBlobs } from './payload-blobs.ts';
import { createWorker, type Worker, type WorkerOptions } from './worker.ts';

type Columns = Readonly<Record<string, string | null>>;

/** A hub with a running worker, for tests. */
export interface WorkerRig {
  readonly client: HubClient;
  readonly storage: HubStorage;
  readonly worker: Worker;
  readonly logged: string[];
  /** The columns of the instance's row as texts; none when there is no row. */
  row(instanceId: string): Promise<Columns>;
  /** Waits for the status and resolves to the row. */
  until(instanceId: string, status: string): Promise<Columns>;
  untilRow(instanceId: string, expected: Columns): Promise<Columns>;
  history(instanceId: string): Promise<HistoryEvent[]>;
  historyTypes(instanceId: string): Promise<string[]>;
  /** Another worker on the same hub; not started. */
  anotherWorker(options?: Partial<WorkerOptions>): Worker;
}

const deadlineMs = 20_000;

async function readRow(storage: HubStorage, instanceId: string): Promise<Columns> {
  const filter = `RowKey eq ''`;
  const rows = storage.instances.listEntities({ queryOptions: { filter }, disableTypeConversion: true });
  for await (const row of rows) {
    const raw: RawRow = row;
    if (rawText(raw, 'partitionKey') !== instanceId) continue;
    return Object.fromEntries(Object.keys(raw).map((column) => [column, rawText(raw, column)]));
  }
  return {};
}

export async function openRig(
  azurite: Azurite,
  hub: string,
  registry: Registry,
  options: Partial<WorkerOptions> = {},
): Promise<WorkerRig> {
  const { connectionString } = azurite;
  await createTaskHub(connectionString, hub, 4);
  const storage = openHubStorage(connectionString, hub);
  const logged: string[] = [];
  const log = (message: string, error?: unknown) => {
    logged.push(error instanceof Error ? `${message} ${error.stack ?? ''}` : message);
  };
  const anotherWorker = (more: Partial<WorkerOptions> = {}) =>
    createWorker({ connectionString, hub, registry, log, leaseIntervalMs: 300, ...options, ...more });
  const worker = anotherWorker();
  await worker.start();
  const store = createHistoryStore(storage, createPayloadBlobs(storage));
  const history = async (instanceId: string) => eventsOf(await store.load(instanceId));
  const untilRow = async (instanceId: string, expected: Columns) => {
    let row: Columns = {};
    await vi.waitFor(
      async () => {
        row = await readRow(storage, instanceId);
        expect(row).toMatchObject(expected);
      },
      { timeout: deadlineMs, interval: 40 },
    );
    return row;
  };
  return {
    client: createHubClient({ connectionString, hub }),
    storage,
    worker,
    logged,
    row: (instanceId) => readRow(storage, instanceId),
    untilRow,
    until: (instanceId, status) => untilRow(instanceId, { RuntimeStatus: status }),
    history,
    historyTypes: async (instanceId) => (await history(instanceId)).map(({ type }) => type),
    anotherWorker,
  };
}
