import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { msToInstant, type Instant } from '../../shared/domain/instant.ts';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { seededRandom } from '../demo/samples/seeded-random.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { fastClock } from '../testing/fast-clock.ts';
import { startFaultProxy, type FaultProxy } from '../testing/fault-proxy.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../testing/storage-hub.ts';
import { makeStoredRow } from '../testing/stored-row.ts';
import { openInstanceIndex } from './instance-index.ts';

const hubName = 'Troubled';
const rowsAtFirst = 600;
const troubleMs = 12_000;

/** What an id was in storage: its execution ids, each written once, and since when at the latest; `null` = gone. */
interface Written {
  readonly executionId: string | null;
  readonly doneAt: Instant;
}

let azurite: Azurite;
let proxy: FaultProxy;
let storage: StorageHub;
let index: InstanceIndex;
const written = new Map<string, Written[]>();
let writes = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
  storage = await createStorageHub(azurite.connectionString, hubName);
});

afterAll(async () => {
  await index.close();
  await proxy.stop();
  await azurite.stop();
});

/**
 * Remembered before it is done as well, with an end nobody knows yet: the index may see it before its writer hears that
 * it was done.
 */
async function doing(id: string, executionId: string | null, run: () => Promise<unknown>): Promise<void> {
  const before = written.get(id) ?? [];
  written.set(id, [...before, { executionId, doneAt: '9999-01-01T00:00:00.0000000Z' }]);
  await run();
  written.set(id, [...before, { executionId, doneAt: msToInstant(Date.now()) }]);
}

function write(id: string, status: string): Promise<void> {
  const executionId = `e${writes++}`;
  return doing(id, executionId, () =>
    storage.instances.upsertEntity(makeStoredRow(id, status, executionId), 'Replace'),
  );
}

function purge(id: string): Promise<void> {
  return doing(id, null, () => storage.instances.deleteEntity(id, '').catch(() => undefined));
}

/** One of: insert, update, purge, purge and use the id again. */
async function changeSomething(random: () => number): Promise<void> {
  const id = `order-${Math.floor(random() * rowsAtFirst)}`;
  const kind = random();
  if (kind < 0.2) await write(`order-new-${writes}`, 'Pending');
  else if (kind < 0.6) await write(id, random() < 0.5 ? 'Running' : 'Completed');
  else await purge(id);
  if (kind > 0.8) await write(id, 'Running');
}

/** What must be seen at the latest by somebody who knows all that was written before `asOf`; `null` = it may be gone. */
function oldestAllowed(versions: readonly Written[], asOf: Instant | null): number | null {
  const last = asOf === null ? -1 : versions.findLastIndex(({ doneAt }) => doneAt < asOf);
  if (last < 0) return null;
  return versions.slice(last).every(({ executionId }) => executionId !== null) ? last : null;
}

/** Every row was true once, none is older than the answer says, and none is missing that was there by then. */
function problemsOf(rows: readonly InstanceRow[], asOf: Instant | null): string[] {
  const shown = new Map(rows.map((row) => [row.instanceId, row.executionId]));
  const neverWritten = rows.filter((row) => !written.has(row.instanceId));
  const problems = [...written].flatMap(([id, versions]) => {
    const allowed = oldestAllowed(versions, asOf);
    const executionId = shown.get(id);
    if (executionId === undefined) return allowed === null ? [] : [`${id} is missing at ${asOf}`];
    const version = versions.findLastIndex((one) => one.executionId === executionId);
    if (version < 0) return [`${id} never was ${executionId}`];
    // Purged rows go when the ids are compared.
    return allowed !== null && version < allowed ? [`${id} is older than ${asOf}`] : [];
  });
  return [...neverWritten.map(({ instanceId }) => `${instanceId} was never written`), ...problems];
}

async function indexedRows(): Promise<InstanceRow[]> {
  const { pages } = await index.snapshot({ q: '', sort: 'instanceId', order: 'asc' });
  const rows: InstanceRow[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

async function plainScan(): Promise<string[]> {
  const hub = connectStorage(azurite.connectionString).openHub(hubName);
  const rows: string[] = [];
  for await (const page of hub.scanInstances({})) {
    rows.push(...page.map((row) => `${row.instanceId} ${row.executionId} ${row.runtimeStatus}`));
  }
  return rows.sort();
}

it(
  'trouble of many kinds slows the index and is told, and never shows a wrong row',
  { timeout: 180_000 },
  async () => {
    const random = seededRandom('changes');
    for (let start = 0; start < rowsAtFirst; start += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => write(`order-${start + i}`, 'Pending')));
    }
    proxy.inject(
      { fault: { kind: 'status', status: 503 }, on: 'table-query', share: 0.15 },
      { fault: { kind: 'status', status: 429, retryAfterSeconds: 1 }, on: 'table-query', share: 0.03 },
      { fault: { kind: 'reset' }, share: 0.1 },
      { fault: { kind: 'cut-body' }, share: 0.1 },
      { fault: { kind: 'broken-json' }, share: 0.1 },
      { fault: { kind: 'delay', delayMs: 300 }, share: 0.2 },
    );
    const hub = connectStorage(proxy.connectionString).openHub(hubName);
    index = await openInstanceIndex(hub, { clock: fastClock(10) });
    index.watch(() => undefined);

    const endMs = performance.now() + troubleMs;
    const changing = (async () => {
      while (performance.now() < endMs) await changeSomething(random);
    })();
    let answers = 0;
    while (performance.now() < endMs) {
      const { asOf } = index.coverage();
      expect(problemsOf(await indexedRows(), asOf)).toEqual([]);
      answers++;
      await delay(50);
    }
    await changing;
    expect(answers).toBeGreaterThan(3);

    proxy.heal();
    proxy.inject({ fault: { kind: 'status', status: 503 } });
    await expect
      .poll(() => index.coverage(), { timeout: 60_000 })
      .toMatchObject({
        state: 'stale',
        problem: { code: 'store-unavailable' },
      });
    proxy.heal();
    const storedRows = await plainScan();
    await expect
      .poll(
        async () =>
          (await indexedRows())
            .map((row) => `${row.instanceId} ${row.executionId} ${row.runtimeStatus}`)
            .sort(),
        { timeout: 60_000, interval: 200 },
      )
      .toEqual(storedRows);
    await expect
      .poll(() => index.coverage(), { timeout: 10_000 })
      .toMatchObject({ state: 'current', problem: null });
  },
);
