import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeHeader } from '../../../shared/contract/endpoint.ts';
import { job, listJobItems, type Job, type JobItem } from '../../../shared/contract/jobs.ts';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../../testing/fault-proxy.ts';
import { makeStoredRow } from '../../testing/stored-row.ts';
import { connectStorage, createStorageHub } from '../../testing/storage-hub.ts';

const instances = 48;
const partitions = 4;

let azurite: Azurite;
let proxy: FaultProxy;
let program: string;
let hubs = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startFaultProxy(azurite.connectionString);
  // Beside the packages it imports.
  const outDir = await mkdtemp(join(import.meta.dirname, '../../../node_modules/.jobs-process-'));
  const entry = join(import.meta.dirname, '../../testing/jobs-process.ts');
  await build({ configFile: false, logLevel: 'error', build: { ssr: entry, outDir, emptyOutDir: false } });
  program = join(outDir, 'jobs-process.js');
});

afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
  await rm(join(program, '..'), { recursive: true });
});

/** A task hub, a job over its instances, and the processes that serve it, one after the other. */
class Scene {
  private child: ChildProcess | null = null;
  private url = '';
  private jobId = '';

  private constructor(
    private readonly hub: string,
    private readonly directory: string,
  ) {}

  static async begin(): Promise<Scene> {
    const hub = `Killed${++hubs}`;
    const storage = await createStorageHub(azurite.connectionString, hub, partitions);
    await Promise.all(
      Array.from({ length: instances }, (_, n) =>
        // Some have ended: they are refused.
        storage.instances.createEntity(makeStoredRow(`i-${n}`, n % 12 === 0 ? 'Completed' : 'Running')),
      ),
    );
    const scene = new Scene(hub, await mkdtemp(join(tmpdir(), 'jobs-')));
    await scene.launch();
    // Some are not there: they fail.
    const instanceIds = Array.from({ length: instances + 4 }, (_, n) => `i-${n}`);
    const made = await scene.post('', {
      target: { kind: 'ids', instanceIds },
      command: { name: 'terminate', reason: 'because', parameters: {} },
      ratePerSecond: 80,
      concurrency: 6,
      expectedTotal: instanceIds.length,
    });
    scene.jobId = job.parse(made).jobId;
    return scene;
  }

  async launch(): Promise<void> {
    const child = spawn(process.execPath, [program, proxy.connectionString, this.directory], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
      child.once('exit', () => reject(new Error('The process ended by itself.')));
    });
  }

  async kill(): Promise<void> {
    const exited = new Promise((resolve) => this.child?.once('exit', resolve));
    this.child?.kill('SIGKILL');
    await exited;
  }

  /** Answers that refuse are as good as any: the job may be over. */
  async control(control: string): Promise<void> {
    await this.post(`/${this.jobId}/${control}`, {}).catch(() => undefined);
  }

  async look(): Promise<Job> {
    return job.parse(await this.get(`/${this.jobId}`));
  }

  /** Resumes the job as often as it pauses itself. */
  async finish(): Promise<Job> {
    await expect
      .poll(
        async () => {
          const { state } = await this.look();
          if (state === 'paused') await this.control('resume');
          return state;
        },
        { timeout: 30_000, interval: 50 },
      )
      .toMatch(/done|stopped/);
    return this.look();
  }

  async items(): Promise<JobItem[]> {
    return listJobItems.result.parse(await this.get(`/${this.jobId}/items?limit=1000`)).items;
  }

  /** How many messages of the job each instance has in its queue. */
  async messages(): Promise<Map<string, number>> {
    const hub = connectStorage(azurite.connectionString).openHub(this.hub);
    const counts = new Map<string, number>();
    for (let partition = 0; partition < partitions; partition++) {
      const queued = await hub.peekMessages(`${this.hub.toLowerCase()}-control-0${partition}`);
      // More would be out of sight.
      expect(queued.length).toBeLessThan(32);
      for (const { instanceId } of queued)
        counts.set(instanceId ?? '', (counts.get(instanceId ?? '') ?? 0) + 1);
    }
    return counts;
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.directory, { recursive: true });
  }

  private get base(): string {
    return `${this.url}/api/hubs/test~${this.hub}/jobs`;
  }

  private async get(path: string): Promise<unknown> {
    return (await fetch(this.base + path)).json();
  }

  private async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(this.base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [writeHeader.name]: writeHeader.value },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return response.json();
  }
}

/** What each instance may have in its queue, by what the job says of it. */
const allowed: Readonly<Record<JobItem['state'], readonly number[]>> = {
  done: [1],
  refused: [0],
  failed: [0],
  stopped: [0],
  unknown: [0, 1],
  pending: [],
  sending: [],
};

const fault = fc.constantFrom<Fault>(
  { kind: 'reset' },
  { kind: 'status', status: 503, retryAfterSeconds: 0 },
  { kind: 'status', status: 500 },
  // The message arrives, and its answer does not.
  { kind: 'cut-body' },
  { kind: 'delay', delayMs: 60 },
);
const rule = fc.record({
  fault,
  on: fc.constantFrom('table-row' as const, 'queue-write' as const),
  share: fc.constantFrom(0.1, 0.3, 1),
  times: fc.integer({ min: 1, max: 12 }),
});
const step = fc.record({
  rules: fc.array(rule, { maxLength: 2 }),
  control: fc.constantFrom('none', 'none', 'pause', 'resume'),
  untilKilledMs: fc.integer({ min: 0, max: 500 }),
});

it(
  'killed at any moment and with any trouble of storage, a job gives each instance one command, or says that it does not know',
  { timeout: 240_000 },
  async () => {
    const schedule = fc.record({
      steps: fc.array(step, { minLength: 2, maxLength: 3 }),
      isStopped: fc.boolean(),
    });
    const seen = new Set<JobItem['state']>();
    await fc.assert(
      fc.asyncProperty(schedule, async ({ steps, isStopped }) => {
        proxy.heal();
        const scene = await Scene.begin();
        try {
          for (const { rules, control, untilKilledMs } of steps) {
            proxy.inject(...rules);
            if (control !== 'none') await scene.control(control);
            await delay(untilKilledMs);
            await scene.kill();
            await scene.launch();
            await scene.control('resume');
          }
          proxy.heal();
          if (isStopped) await scene.control('stop');
          const ended = await scene.finish();
          const items = await scene.items();
          const messages = await scene.messages();
          for (const { instanceId, state } of items) {
            expect(allowed[state], `${instanceId} is ${state}`).toContain(messages.get(instanceId) ?? 0);
            seen.add(state);
          }
          expect(items).toHaveLength(instances + 4);
          for (const [state, count] of Object.entries(ended.counts)) {
            expect(items.filter((item) => item.state === state)).toHaveLength(count);
          }
        } finally {
          await scene.end();
        }
      }),
      { numRuns: 4, seed: 6, endOnFailure: true },
    );
    // The schedules were worth their time.
    expect([...seen]).toEqual(expect.arrayContaining(['done', 'refused', 'failed', 'unknown', 'stopped']));
  },
);
