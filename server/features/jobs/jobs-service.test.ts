import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJob } from '../../../shared/contract/jobs.ts';
import type { Role } from '../../../shared/domain/access.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { makeCommandReceipt } from '../../../shared/testing/commands.ts';
import type { Caller } from '../../access/caller.ts';
import type { CommandGate } from '../../commands/command-gate.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';
import type { JobStore } from './job-store.ts';
import { JobsService } from './jobs-service.ts';
import { WrittenTexts } from '../../masking/written-texts.ts';
import { openJobStore } from './open-jobs.ts';

const key = 'memory~TestHub';
const ids = Array.from({ length: 30 }, (_, n) => `i-${String(n).padStart(2, '0')}`);

let server: TestApp;
let open: OpenHub;
let store: JobStore;
let jobs: JobsService;
let failures: unknown[];
/** What the gate does with each instance. */
let give: CommandGate['give'];

beforeEach(async () => {
  const instances = ids.map((instanceId, n) => makeInstanceRow({ instanceId, createdAt: at(n) }));
  server = await startTestAppOn([new MemoryConnection([new MemoryTaskHub({ instances })])]);
  open = await server.hub(key);
  store = await openJobStore(null, () => undefined);
  give = (_, instanceId) => Promise.resolve(makeCommandReceipt({ instanceId }));
  failures = [];
  jobs = new JobsService({
    store,
    hubs: { find: (name) => server.hub(name) },
    gate: { isReasonRequired: false, give: (...given) => give(...given) },
    accountOf: () => 'account',
    texts: new WrittenTexts(null),
    onFailure: (error) => failures.push(error),
    retryDelaysMs: [0, 0, 0],
  });
});
afterEach(async () => {
  await jobs.close();
  await server.close();
});

const caller = (role: Role | null, id = `a-${String(role)}`): Caller => ({
  id,
  name: id.toUpperCase(),
  roleOn: () => role,
  highestRole: role,
});
const asker = (by: Caller) => ({ open, caller: by, requestId: 'request-1' });
const request = (name: 'terminate' | 'purge', instanceIds: readonly string[] = ids, more: object = {}) =>
  createJob.body.parse({
    target: { kind: 'ids', instanceIds },
    command: { name, reason: 'because' },
    expectedTotal: instanceIds.length,
    ratePerSecond: 200,
    concurrency: 16,
    confirmedName: 'TestHub',
    ...more,
  });

async function until(jobId: string, state: string) {
  await expect
    .poll(async () => (await jobs.get(open, jobId)).state, { interval: 5, timeout: 20_000 })
    .toBe(state);
  return jobs.get(open, jobId);
}

describe('who may', () => {
  it.each([
    ['viewer', 'terminate'],
    [null, 'terminate'],
    ['operator', 'purge'],
  ] as const)('the role %s does not do for a job that would %s', async (role, name) => {
    const making = jobs.create(asker(caller(role)), request(name));
    await expect(making).rejects.toMatchObject({ code: 'forbidden' });
    expect((await jobs.list(open, { limit: 10 })).jobs).toEqual([]);
  });

  it.each([
    ['operator', 'terminate'],
    ['admin', 'purge'],
  ] as const)('the role %s does for a job that will %s', async (role, name) => {
    const { jobId } = await jobs.create(asker(caller(role)), request(name));
    expect(await until(jobId, 'done')).toMatchObject({
      createdBy: { id: `a-${role}` },
      counts: { done: 30 },
    });
  });

  it('sees in the dry run that the role does not do', async () => {
    const preview = await jobs.preview(asker(caller('viewer')), request('terminate'));
    expect(preview).toMatchObject({ allowed: 0, refused: [{ count: 30 }] });
    expect(preview.refused[0]?.reason).toContain('needs the role operator');
  });

  it('resumes and retries a job needs the role for its command', async () => {
    give = () => Promise.reject(new AppError('conflict', 'Somebody else wrote it.'));
    const { jobId } = await jobs.create(asker(caller('admin')), request('purge', ids, { ratePerSecond: 5 }));
    await jobs.pause(asker(caller('operator')), jobId);
    await until(jobId, 'paused');
    const operator = asker(caller('operator'));
    await expect(jobs.resume(operator, jobId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(jobs.retry(operator, jobId)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await jobs.resume(asker(caller('admin')), jobId)).state).toBe('running');
  });

  it('gives the commands is who made the job, with the role of then, by the request and in the job of then', async () => {
    const givers: unknown[] = [];
    give = ({ caller: by, requestId, jobId }, instanceId) => {
      givers.push([by.id, by.name, by.roleOn(key), by.roleOn('memory~Other'), requestId, jobId]);
      return Promise.resolve(makeCommandReceipt({ instanceId }));
    };
    let role: Role = 'operator';
    const maker: Caller = { id: 'ann', name: 'Ann', roleOn: () => role, highestRole: 'operator' };
    const { jobId } = await jobs.create(asker(maker), request('terminate', ['i-01']));
    role = 'viewer';
    await until(jobId, 'done');
    expect(givers).toEqual([['ann', 'Ann', 'operator', null, 'request-1', jobId]]);
  });
});

describe('what is kept', () => {
  it('holds that an instance is being sent to before it is', async () => {
    let letGo: (() => void) | null = null;
    const advance = store.advance.bind(store);
    store.advance = async (...change) => {
      await new Promise<void>((resolve) => (letGo = resolve));
      return advance(...change);
    };
    const given: string[] = [];
    give = (_, instanceId) => {
      given.push(instanceId);
      return Promise.resolve(makeCommandReceipt({ instanceId }));
    };
    const { jobId } = await jobs.create(asker(caller('operator')), request('terminate', ['i-01']));
    await expect.poll(() => letGo).not.toBeNull();
    for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate);
    expect(given).toEqual([]);
    const letting = setInterval(() => letGo?.(), 1);
    await until(jobId, 'done');
    clearInterval(letting);
    expect(given).toEqual(['i-01']);
  });

  it('can be missing for a while: nothing is sent twice, and nothing unseen', async () => {
    const advance = store.advance.bind(store);
    let refusals = 3;
    store.advance = (...change) => {
      refusals -= 1;
      return refusals === 1 || refusals === 0
        ? Promise.reject(new AppError('internal', 'The disk is full.'))
        : advance(...change);
    };
    const given: string[] = [];
    give = (_, instanceId) => {
      given.push(instanceId);
      return Promise.resolve(makeCommandReceipt({ instanceId }));
    };
    const { jobId } = await jobs.create(asker(caller('operator')), request('terminate'));
    await expect
      .poll(async () => (await jobs.get(open, jobId)).problem?.message)
      .toBe('The data directory takes nothing, so nothing is sent.');
    expect(await until(jobId, 'done')).toMatchObject({ problem: null, counts: { done: 30 } });
    expect(given.toSorted()).toEqual(ids);
    expect(failures).toHaveLength(2);
  });
});

it('jobs at the same time never give a command to one instance at the same time', async () => {
  const busy = new Map<string, number>();
  let most = 0;
  give = async (_, instanceId) => {
    busy.set(instanceId, (busy.get(instanceId) ?? 0) + 1);
    most = Math.max(most, busy.get(instanceId) ?? 0);
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    busy.set(instanceId, (busy.get(instanceId) ?? 0) - 1);
    return makeCommandReceipt({ instanceId });
  };
  const orders = [ids, ids.toReversed(), [...ids.slice(15), ...ids.slice(0, 15)]];
  const made = await Promise.all(
    orders.map((order) => jobs.create(asker(caller('operator')), request('terminate', order))),
  );
  const ended = [];
  for (const { jobId } of made) ended.push(await until(jobId, 'done'));
  expect(most).toBe(1);
  expect(ended.map(({ counts }) => counts.done + counts.refused)).toEqual([30, 30, 30]);
  expect(ended.some(({ counts }) => counts.refused > 0)).toBe(true);
});
