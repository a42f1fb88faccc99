import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { countsOf, JobsDriver } from '../../testing/jobs-driver.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';

let hub: MemoryTaskHub;
let server: TestApp;
let jobs: JobsDriver;

const ids = (count: number) => Array.from({ length: count }, (_, n) => `i-${String(n).padStart(4, '0')}`);

async function start(count: number, jobRetryDelaysMs: readonly number[] = [0, 0, 0]): Promise<void> {
  const instances = ids(count).map((instanceId, n) => makeInstanceRow({ instanceId, createdAt: at(n) }));
  hub = new MemoryTaskHub({ instances });
  server = await startTestAppOn([new MemoryConnection([hub])], { jobRetryDelaysMs });
  jobs = new JobsDriver(server);
}

afterEach(() => server.close());

const sentIds = () => hub.sent.map(({ instanceId }) => instanceId);
const longDelays = Array.from({ length: 1_000 }, () => 1);

type Terminate = (id: string, reason: string) => ReturnType<MemoryTaskHub['commands']['terminate']>;

/** Instead of the hub's own way; `send` is that way. */
function terminateBy(
  terminate: (id: string, send: () => ReturnType<Terminate>) => ReturnType<Terminate>,
): void {
  const send = hub.commands.terminate.bind(hub.commands);
  hub.commands.terminate = (id, reason) => terminate(id, () => send(id, reason));
}

/** Commands wait until they are let go, with what is still held. */
function holdCommands() {
  const held: (() => void)[] = [];
  terminateBy(async (_, send) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return send();
  });
  return { held, letGo: (count = held.length) => held.splice(0, count).forEach((resolve) => resolve()) };
}

function failFor(failures: Record<string, Error>): void {
  terminateBy((id, send) => (failures[id] ? Promise.reject(failures[id]) : send()));
}

describe('a job', () => {
  it('gives its command once to each instance of the list that was frozen when it was made', async () => {
    await start(50);
    const made = await jobs.create({ expectedTotal: 50 });
    hub.put(makeInstanceRow({ instanceId: 'later' }));
    const done = await jobs.until(made, 'done');
    expect(countsOf(done)).toEqual({ done: 50 });
    expect(done).toMatchObject({ total: 50, problem: null, itemsPerSecond: null });
    expect(done.endedAt).not.toBeNull();
    expect(done.lastProgressAt).not.toBeNull();
    expect(sentIds().toSorted()).toEqual(ids(50));
    expect(hub.sent[0]).toMatchObject({ command: 'terminate', reason: 'because' });
    const [first] = await jobs.items(made);
    expect(first).toMatchObject({
      position: 0,
      instanceId: 'i-0000',
      state: 'done',
      code: null,
      message: 'Queued in testhub-control-00.',
    });
  });

  it('sends to as many at a time as it was told, and no more', async () => {
    await start(20);
    const { held, letGo } = holdCommands();
    const made = await jobs.create({ concurrency: 3 });
    await expect.poll(() => held.length).toBe(3);
    expect(countsOf(await jobs.look(made))).toEqual({ sending: 3, pending: 17 });
    letGo(1);
    await expect.poll(() => held.length).toBe(3);
    expect(hub.sent).toHaveLength(1);
    const letting = setInterval(letGo, 1);
    await jobs.until(made, 'done');
    clearInterval(letting);
  });

  it('sends no faster than it was told', async () => {
    await start(6);
    const began = performance.now();
    await jobs.until(await jobs.create({ ratePerSecond: 10 }), 'done');
    // One at once, then one every tenth of a second.
    expect(performance.now() - began).toBeGreaterThan(490);
  });

  it('says of each instance what became of it', async () => {
    await start(6);
    hub.put(makeInstanceRow({ instanceId: 'i-0001', runtimeStatus: 'Completed', rowVersion: at(9_000) }));
    hub.purge('i-0002');
    failFor({
      'i-0003': new AppError('conflict', 'Somebody else wrote it.'),
      'i-0004': new AppError('outcome-unknown', 'It may have been queued.'),
      'i-0005': new TypeError('broken'),
    });
    const target = { kind: 'ids', instanceIds: ids(6) };
    const done = await jobs.until(await jobs.create({ target, concurrency: 1 }), 'done');
    const items = await jobs.items(done);
    expect(items.map(({ state, code }) => [state, code])).toEqual([
      ['done', null],
      ['refused', 'action-refused'],
      ['failed', 'not-found'],
      ['failed', 'conflict'],
      ['unknown', 'outcome-unknown'],
      ['unknown', 'internal'],
    ]);
    expect(items[1]?.message).toBe('The instance has ended: it is Completed.');
    expect(items[4]?.message).toBe('It may have been queued.');
    expect(items[5]?.message).not.toContain('broken');
    expect(countsOf(done)).toEqual({ done: 1, refused: 1, failed: 2, unknown: 2 });
  });
});

describe('pausing', () => {
  beforeEach(() => start(20));

  it('finishes what is being sent and begins nothing, until it is resumed', async () => {
    const { held, letGo } = holdCommands();
    const made = await jobs.create({ concurrency: 2 });
    await expect.poll(() => held.length).toBe(2);
    expect(await jobs.control(made, 'pause')).toMatchObject({ state: 'pausing', counts: { sending: 2 } });
    letGo();
    const paused = await jobs.until(made, 'paused');
    expect(countsOf(paused)).toEqual({ done: 2, pending: 18 });
    expect(paused.itemsPerSecond).toBeNull();
    expect(held).toHaveLength(0);
    expect((await jobs.control(made, 'resume')).state).toBe('running');
    const letting = setInterval(letGo, 1);
    expect(countsOf(await jobs.until(made, 'done'))).toEqual({ done: 20 });
    clearInterval(letting);
    expect(sentIds().toSorted()).toEqual(ids(20));
  });

  it('stopping finishes what is being sent and leaves out the rest', async () => {
    const { held, letGo } = holdCommands();
    const made = await jobs.create({ concurrency: 2 });
    await expect.poll(() => held.length).toBe(2);
    expect((await jobs.control(made, 'stop')).state).toBe('stopping');
    letGo();
    const stopped = await jobs.until(made, 'stopped');
    expect(countsOf(stopped)).toEqual({ done: 2, stopped: 18 });
    expect(stopped.endedAt).not.toBeNull();
    expect(await jobs.idsIn(made, 'stopped')).toEqual(ids(20).slice(2));
  });

  it('a paused job can be stopped', async () => {
    const { held, letGo } = holdCommands();
    const made = await jobs.create({ concurrency: 1 });
    await expect.poll(() => held.length).toBe(1);
    await jobs.control(made, 'pause');
    letGo();
    await jobs.until(made, 'paused');
    expect(await jobs.control(made, 'stop')).toMatchObject({ state: 'stopped', counts: { stopped: 19 } });
  });

  it('is refused where it makes no sense, and asking twice is no failure', async () => {
    const made = await jobs.create();
    await jobs.until(made, 'done');
    for (const control of ['pause', 'resume', 'stop']) await jobs.try(made, control).expect(409);
    await jobs.server.write(`${jobs.path}/nobody/pause`, {}).expect(404);
    const { held, letGo } = holdCommands();
    const second = await jobs.create({ concurrency: 1 });
    await expect.poll(() => held.length).toBe(1);
    await jobs.control(second, 'stop');
    await jobs.try(second, 'pause').expect(409);
    letGo();
    await jobs.until(second, 'stopped');
    expect((await jobs.control(second, 'stop')).state).toBe('stopped');
  });
});

describe('trouble with storage', () => {
  it('is waited out in sight: nothing was sent, so nothing failed', async () => {
    await start(20, longDelays);
    hub.fail('getInstance', new AppError('store-unavailable', 'The account does not answer.'));
    const made = await jobs.create();
    await expect
      .poll(async () => (await jobs.look(made)).problem)
      .toEqual({ code: 'store-unavailable', message: 'The account does not answer.' });
    expect((await jobs.look(made)).state).toBe('running');
    hub.recover('getInstance');
    const done = await jobs.until(made, 'done');
    expect(countsOf(done)).toEqual({ done: 20 });
    expect(done.problem).toBeNull();
    expect(sentIds().toSorted()).toEqual(ids(20));
  });

  it('is looked for with one instance at a time', async () => {
    await start(20, longDelays);
    hub.fail('getInstance');
    const made = await jobs.create();
    await expect.poll(() => hub.calls.getInstance).toBeGreaterThan(30);
    const { counts } = await jobs.look(made);
    expect(counts.sending).toBeLessThanOrEqual(1);
    hub.recover('getInstance');
    await jobs.until(made, 'done');
  });

  it('that lasts pauses the job by itself, to be resumed', async () => {
    await start(20);
    hub.fail('getInstance', new AppError('store-unavailable', 'Down for good.'));
    const made = await jobs.create();
    const paused = await jobs.until(made, 'paused');
    expect(paused.problem).toMatchObject({ code: 'store-unavailable', message: 'Down for good.' });
    expect(countsOf(paused)).toEqual({ pending: 20 });
    hub.recover('getInstance');
    expect((await jobs.control(made, 'resume')).problem).toBeNull();
    await jobs.until(made, 'done');
    expect(sentIds().toSorted()).toEqual(ids(20));
  });

  it('of one instance alone ends with that one failed', async () => {
    await start(20, longDelays);
    failFor({ 'i-0003': new AppError('store-unavailable', 'Its row cannot be read.') });
    const done = await jobs.until(await jobs.create({ concurrency: 2 }), 'done');
    expect(countsOf(done)).toEqual({ done: 19, failed: 1 });
    expect((await jobs.items(done, 'state=failed'))[0]).toMatchObject({
      instanceId: 'i-0003',
      code: 'store-unavailable',
    });
  });

  it('that swallows answers does not make a thousand instances unknown', async () => {
    await start(100);
    hub.fail('sendCommand', new AppError('outcome-unknown', 'It may have been queued.'));
    const paused = await jobs.until(await jobs.create({ concurrency: 4 }), 'paused');
    expect(paused.problem?.code).toBe('outcome-unknown');
    expect(paused.counts.unknown).toBeLessThan(10);
    expect(paused.counts.unknown + paused.counts.pending).toBe(100);
  });

  it('that no waiting helps against pauses the job at once', async () => {
    await start(20);
    hub.fail('sendCommand', new AppError('forbidden', 'The account refuses access.'));
    const paused = await jobs.until(await jobs.create({ concurrency: 1 }), 'paused');
    expect(paused.problem?.message).toBe('The account refuses access.');
    expect(countsOf(paused)).toEqual({ pending: 20 });
    expect(hub.calls.sendCommand).toBe(1);
  });
});

describe('two jobs', () => {
  beforeEach(() => start(6));

  it('do not race for an instance: the later one is refused it, with the name of the earlier', async () => {
    const { held, letGo } = holdCommands();
    const first = await jobs.create({ concurrency: 1, target: { kind: 'ids', instanceIds: ids(3) } });
    await expect.poll(() => held.length).toBe(1);
    await jobs.control(first, 'pause');
    letGo();
    await jobs.until(first, 'paused');
    const second = await jobs.create();
    const letting = setInterval(letGo, 1);
    const done = await jobs.until(second, 'done');
    // The first was dealt with before, and is free again.
    expect(countsOf(done)).toEqual({ done: 4, refused: 2 });
    const refused = await jobs.items(second, 'state=refused');
    expect(refused.map(({ instanceId }) => instanceId)).toEqual(['i-0001', 'i-0002']);
    expect(refused[0]?.code).toBe('conflict');
    expect(refused[0]?.message).toContain(first.title);
    await jobs.control(first, 'resume');
    await jobs.until(first, 'done');
    clearInterval(letting);
    expect(sentIds().toSorted()).toEqual(['i-0000', ...ids(6)].toSorted());
  });

  it('decide when the turn of an instance comes, not when the job is made', async () => {
    const { held, letGo } = holdCommands();
    const first = await jobs.create({ concurrency: 1, target: { kind: 'ids', instanceIds: ids(3) } });
    await expect.poll(() => held.length).toBe(1);
    await jobs.control(first, 'pause');
    letGo();
    await jobs.until(first, 'paused');
    const instanceIds = ['i-0005', 'i-0002'];
    const second = await jobs.create({ concurrency: 1, target: { kind: 'ids', instanceIds } });
    await expect.poll(() => held.length).toBe(1);
    await jobs.control(first, 'stop');
    const letting = setInterval(letGo, 1);
    expect(countsOf(await jobs.until(second, 'done'))).toEqual({ done: 2 });
    clearInterval(letting);
  });

  it('divide what the hub may be given', async () => {
    const { held, letGo } = holdCommands();
    const first = await jobs.create({ concurrency: 2, target: { kind: 'ids', instanceIds: ids(3) } });
    await expect.poll(() => held.length).toBe(2);
    const second = await jobs.create({
      concurrency: 2,
      target: { kind: 'ids', instanceIds: ids(6).slice(3) },
    });
    await expect.poll(() => held.length).toBe(3);
    expect((await jobs.look(second)).counts.sending).toBe(1);
    const letting = setInterval(letGo, 1);
    await jobs.until(first, 'done');
    await jobs.until(second, 'done');
    clearInterval(letting);
  });
});
