import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/jobs.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { countsOf, JobsDriver } from '../../testing/jobs-driver.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';
import { openJobStore } from './open-jobs.ts';

let directory: string;
let hub: MemoryTaskHub;
let server: TestApp;
let jobs: JobsDriver;

const ids = Array.from({ length: 10 }, (_, n) => `i-${n}`);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'jobs-'));
  hub = new MemoryTaskHub({
    instances: ids.map((instanceId, n) => makeInstanceRow({ instanceId, createdAt: at(n) })),
  });
  await start();
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

async function start(): Promise<void> {
  server = await startTestAppOn([new MemoryConnection([hub])], { dataDirectory: directory });
  jobs = new JobsDriver(server);
}

/** A process that ends in order, what `between` does to the file meanwhile, and another process. */
async function restart(between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await server.close();
  await between();
  await start();
}

/** Leaves the job as a process that is killed leaves it: these positions are being sent. */
async function leave({ jobId }: Job, state: Job['state'], sending: readonly number[]): Promise<void> {
  const store = await openJobStore(directory, () => undefined);
  const [found] = (await store.unfinished()).filter(({ record }) => record.definition.jobId === jobId);
  const { number, progress } = found!.record;
  const counts = {
    ...progress.counts,
    pending: progress.counts.pending - sending.length,
    sending: sending.length,
  };
  const changes = sending.map((position) => ({
    position,
    state: 'sending' as const,
    code: null,
    message: null,
    at: null,
  }));
  await store.advance(number, changes, { ...progress, state, counts });
  await store.close();
}

const sentIds = () => hub.sent.map(({ instanceId }) => instanceId).toSorted();
/** So slow that nothing but the first item is begun. */
const slow = { ratePerSecond: 0.1, concurrency: 1 };

async function begun(): Promise<Job> {
  const made = await jobs.create(slow);
  await expect.poll(async () => (await jobs.look(made)).counts.done).toBe(1);
  return made;
}

describe('after a restart', () => {
  it('jobs are there with everything they had', async () => {
    const before = await jobs.until(await jobs.create(), 'done');
    const items = await jobs.items(before);
    await restart();
    expect((await jobs.list()).jobs).toEqual([before]);
    expect((await jobs.list()).isDurable).toBe(true);
    expect(await jobs.items(before)).toEqual(items);
  });

  it('a running job of which nothing was being sent goes on by itself, and each instance gets one command', async () => {
    const made = await begun();
    await restart();
    const { state, counts } = await jobs.look(made);
    expect(state).toBe('running');
    expect(counts.done + counts.pending + counts.sending).toBe(10);
    await jobs.control(made, 'stop');
    const { counts: ended } = await jobs.until(made, 'stopped');
    expect(hub.sent).toHaveLength(ended.done);
    expect(new Set(sentIds()).size).toBe(ended.done);
  });

  it('what was being sent is unknown and not sent again; the job waits to be resumed', async () => {
    const made = await begun();
    await restart(() => leave(made, 'running', [1, 2]));
    const paused = await jobs.look(made);
    expect(paused.state).toBe('paused');
    expect(countsOf(paused)).toEqual({ done: 1, unknown: 2, pending: 7 });
    expect(paused.problem?.code).toBe('outcome-unknown');
    expect(paused.problem?.message).toContain('2 instances were being dealt with');
    expect((await jobs.items(made, 'state=unknown'))[0]).toMatchObject({
      instanceId: 'i-1',
      code: 'outcome-unknown',
      message: expect.stringContaining('may or may not have arrived') as string,
    });
    await jobs.control(made, 'resume');
    await jobs.control(made, 'stop');
    await jobs.until(made, 'stopped');
    expect(sentIds()).not.toContain('i-1');
    expect(sentIds()).not.toContain('i-2');
  });

  it('a job that was being paused is paused, one that was being stopped is stopped', async () => {
    const pausing = await begun();
    const stopping = await begun();
    await restart(async () => {
      await leave(pausing, 'pausing', []);
      await leave(stopping, 'stopping', [1]);
    });
    expect(await jobs.look(pausing)).toMatchObject({ state: 'paused', problem: null });
    const stopped = await jobs.look(stopping);
    expect(stopped).toMatchObject({ state: 'stopped', problem: null });
    expect(countsOf(stopped)).toMatchObject({ unknown: 1 });
    expect(stopped.counts.stopped + stopped.counts.done + stopped.counts.refused).toBe(9);
  });

  it('a paused job stays paused with its reason', async () => {
    const made = await begun();
    await jobs.control(made, 'pause');
    await jobs.until(made, 'paused');
    await restart();
    expect(await jobs.look(made)).toMatchObject({ state: 'paused' });
    expect(hub.sent).toHaveLength(1);
  });
});

describe('ending in order', () => {
  it('finishes what is being sent, so nothing is unknown', async () => {
    const send = hub.commands.terminate.bind(hub.commands);
    let letGo: () => void = () => undefined;
    hub.commands.terminate = async (id, reason) => {
      await new Promise<void>((resolve) => (letGo = resolve));
      return send(id, reason);
    };
    const made = await jobs.create({ concurrency: 1 });
    await expect.poll(async () => (await jobs.look(made)).counts.sending).toBe(1);
    const closing = server.close();
    letGo();
    await closing;
    expect(hub.sent).toHaveLength(1);
    hub.commands.terminate = send;
    await start();
    expect(countsOf(await jobs.until(made, 'done'))).toEqual({ done: 10 });
    expect(sentIds()).toEqual(ids);
  });
});

describe('a file', () => {
  const notices = () => server.log.lines.filter((line) => line.includes('jobs.duckdb'));

  it.each([
    ['that is no database', (path: string) => writeFile(path, 'not a database at all')],
    ['with its end cut off', (path: string) => truncate(path, 10_000)],
  ])('%s is set aside with one line in the log', async (_, damage) => {
    const made = await jobs.until(await jobs.create(), 'done');
    await restart(() => damage(join(directory, 'jobs.duckdb')));
    expect((await jobs.list()).jobs).toEqual([]);
    expect((await jobs.list()).isDurable).toBe(true);
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toContain('set aside');
    expect((await readdir(directory)).filter((name) => name.includes('damaged'))).toHaveLength(1);
    await server.get(`${jobs.path}/${made.jobId}`).expect(404);
    await jobs.until(await jobs.create(), 'done');
  });
});
