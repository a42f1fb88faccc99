import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../demo/azurite.ts';
import { openInstanceIndex } from '../index/instance-index.ts';
import { connectStorage, createStorageHub } from '../testing/storage-hub.ts';

const hubName = 'Sampled';

let azurite: Azurite;
let directory: string;
let program: string;

beforeAll(async () => {
  azurite = await startAzurite();
  await createStorageHub(azurite.connectionString, hubName, 2);
  directory = await mkdtemp(join(tmpdir(), 'queues-'));
  // Beside the packages it imports.
  const outDir = await mkdtemp(join(import.meta.dirname, '../../node_modules/.queues-process-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, '../testing/queues-process.ts'), outDir, emptyOutDir: false },
  });
  program = join(outDir, 'queues-process.js');
});

afterAll(async () => {
  await azurite.stop();
  await rm(directory, { recursive: true });
  await rm(join(program, '..'), { recursive: true });
});

/** The times of the samples that the process said it had kept before it was killed. */
async function sampleAndKill(start: string, samples: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, azurite.connectionString, hubName, directory, start], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let text = '';
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
    if (text.split('\n').length > samples) child.kill('SIGKILL');
  });
  await exited;
  return text.split('\n').filter(Boolean);
}

it('keeps every sample that was taken before the process was killed', async () => {
  const kept = [
    ...(await sampleAndKill('2026-05-01T10:00:00.0000000Z', 3)),
    ...(await sampleAndKill('2026-05-01T10:30:00.0000000Z', 5)),
  ];
  expect(kept.length).toBeGreaterThanOrEqual(8);
  const index = await openInstanceIndex(connectStorage(azurite.connectionString).openHub(hubName), {
    directory,
  });
  for (const from of kept) {
    const steps = await index.queueSamples.steps({ from, stepMs: 1, count: 1 });
    expect(steps.map(({ queue }) => queue).sort()).toEqual([
      'sampled-control-00',
      'sampled-control-01',
      'sampled-workitems',
    ]);
  }
  expect(await index.queueSamples.since()).toBe(kept[0]);
  await index.close();
});
