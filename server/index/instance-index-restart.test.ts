import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { seededRandom } from '../demo/samples/seeded-random.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { makeStoredRow } from '../testing/stored-row.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../testing/storage-hub.ts';
import { openInstanceIndex } from './instance-index.ts';

const hubName = 'Killed';
const kills = 12;
const rowsAtFirst = 1500;

let azurite: Azurite;
let storage: StorageHub;
let hub: TaskHub;
let directory: string;
let program: string;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, hubName);
  hub = connectStorage(azurite.connectionString).openHub(hubName);
  directory = await mkdtemp(join(tmpdir(), 'index-'));
  // Beside the packages it imports.
  const outDir = await mkdtemp(join(import.meta.dirname, '../../node_modules/.index-process-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, '../testing/index-process.ts'), outDir, emptyOutDir: false },
  });
  program = join(outDir, 'index-process.js');
});

afterAll(async () => {
  await azurite.stop();
  await rm(directory, { recursive: true });
  await rm(join(program, '..'), { recursive: true });
});

/** Runs a process that follows the hub, kills it after a while, and answers with the state it began in. */
async function followAndKill(afterMs: number): Promise<string> {
  const child = spawn(process.execPath, [program, azurite.connectionString, hubName, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const state = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', () => reject(new Error('The process ended by itself.')));
  });
  await delay(afterMs);
  child.kill('SIGKILL');
  await exited;
  return state;
}

async function changeRows(random: () => number): Promise<void> {
  for (let change = 0; change < 30; change++) {
    const id = `order-${Math.floor(random() * rowsAtFirst)}`;
    const kind = random();
    if (kind < 0.3) await storage.instances.deleteEntity(id, '').catch(() => undefined);
    else
      await storage.instances.upsertEntity(
        makeStoredRow(id, kind < 0.6 ? 'Completed' : 'Running'),
        'Replace',
      );
  }
}

async function rowsInStorage(): Promise<string[]> {
  const rows: string[] = [];
  for await (const page of hub.scanInstances({})) {
    rows.push(...page.map((row) => `${row.instanceId} ${row.runtimeStatus} ${row.rowVersion}`));
  }
  return rows.sort();
}

async function rowsInIndex(index: InstanceIndex): Promise<string[]> {
  const { pages } = await index.snapshot({ q: '', sort: 'instanceId', order: 'asc' });
  const rows: string[] = [];
  for await (const page of pages) {
    rows.push(...page.map((row) => `${row.instanceId} ${row.runtimeStatus} ${row.rowVersion}`));
  }
  return rows.sort();
}

it(
  'killed at any moment, an index in a file ends with the rows that storage has',
  { timeout: 300_000 },
  async () => {
    const random = seededRandom('kills');
    for (let start = 0; start < rowsAtFirst; start += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          storage.instances.createEntity(makeStoredRow(`order-${start + i}`, 'Pending')),
        ),
      );
    }
    const states: string[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const changing = changeRows(random);
      states.push(await followAndKill(random() * (kill < 4 ? 150 : 1500)));
      await changing;
    }
    expect(new Set(states)).toEqual(new Set(['building', 'idle']));

    const notices: string[] = [];
    const index = await openInstanceIndex(hub, { directory, onNotice: (notice) => notices.push(notice) });
    expect(index.coverage()).toMatchObject({ state: 'idle', problem: null });
    index.watch(() => undefined);
    await expect.poll(() => index.coverage().state, { timeout: 30_000 }).toBe('current');
    expect(await rowsInIndex(index)).toEqual(await rowsInStorage());
    await index.close();
    expect(notices).toEqual([]);
    expect((await readdir(directory)).filter((name) => name.endsWith('.aside'))).toEqual([]);
  },
);
