import type { Azurite } from '../../server/demo/azurite.ts';
import { createStorageHub } from '../../server/testing/storage-hub.ts';
import { historyShapes, type HistoryShape } from '../history-shapes.ts';
import { startPreloadedAzurite } from '../preloaded-azurite.ts';
import { rowsOfInstance } from './history-table-rows.ts';

/** A long history in a hub of its own: the emulator looks through the whole table for every page of one. */
export interface SeededHistory {
  readonly hub: string;
  readonly instanceId: string;
  readonly events: number;
}

export interface SeededHubs {
  readonly azurite: Azurite;
  readonly histories: Readonly<Record<HistoryShape, SeededHistory>>;
}

const hubNames: Record<HistoryShape, string> = { 'fan-out': 'FanOut', long: 'Long', mixed: 'Mixed' };

/** The emulator on a free port with one instance of each shape. */
export async function startSeededHubs(): Promise<SeededHubs> {
  const seeds = historyShapes.map((shape) => {
    const [hub, instanceId] = [hubNames[shape], `seeded-${shape}`];
    return { shape, hub, instanceId, ...rowsOfInstance(hub, instanceId, shape) };
  });
  // One to compare with.
  const twin = rowsOfInstance(hubNames['fan-out'], 'seeded-twin', 'fan-out');
  const azurite = await startPreloadedAzurite([...seeds, twin].flatMap(({ rows }) => rows));
  for (const { hub } of seeds) await createStorageHub(azurite.connectionString, hub);
  const histories = Object.fromEntries(
    seeds.map(({ shape, hub, instanceId, events }) => [shape, { hub, instanceId, events }]),
  ) as Record<HistoryShape, SeededHistory>;
  return { azurite, histories };
}
