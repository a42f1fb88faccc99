import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobBounds } from '../../../shared/contract/jobs.ts';
import { at, makeInstanceRow, makeInstanceRows } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { compileMasking } from '../../masking/masking-rules.ts';
import { countsOf, JobsDriver } from '../../testing/jobs-driver.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { RowsIndex } from '../../testing/rows-index.ts';
import { errorOf, startTestAppOn, type TestApp } from '../../testing/test-app.ts';

let hub: MemoryTaskHub;
let server: TestApp;
let jobs: JobsDriver;

async function start(options: Parameters<typeof startTestAppOn>[1] = {}): Promise<void> {
  const instances = Array.from({ length: 12 }, (_, n) =>
    makeInstanceRow({
      instanceId: `i-${String(n).padStart(2, '0')}`,
      createdAt: at(n),
      runtimeStatus: n < 10 ? 'Running' : 'Completed',
    }),
  );
  const other = new MemoryTaskHub({ name: 'Other', instances });
  hub = new MemoryTaskHub({ instances });
  server = await startTestAppOn([new MemoryConnection([hub, other])], options);
  jobs = new JobsDriver(server);
}

beforeEach(() => start());
afterEach(() => server.close());

const running = { kind: 'filter', q: 'status:running' };
const command = (name: string, parameters: object = {}, reason = 'because') => ({ name, reason, parameters });

describe('a new job', () => {
  it('is named after its command and what it is given to', async () => {
    expect((await jobs.create()).title).toBe('Terminate 12 instances');
    expect((await jobs.create({ target: running })).title).toBe(
      'Terminate 10 instances that matched status:running',
    );
    const raise = command('raise-event', { name: 'Ship', input: null });
    const target = { kind: 'ids', instanceIds: ['i-03'] };
    expect((await jobs.create({ target, command: raise })).title).toBe('Raise event Ship for 1 instance');
  });

  it('has an instance once however often it is given, in the order given', async () => {
    const made = await jobs.create({ target: { kind: 'ids', instanceIds: ['i-03', 'i-01', 'i-03'] } });
    expect((await jobs.items(made)).map(({ instanceId }) => instanceId)).toEqual(['i-03', 'i-01']);
  });

  it('gives its parameters to the letter, and shows long ones cut', async () => {
    const input = `{"text": "${'x'.repeat(5_000)}"}`;
    const made = await jobs.create({
      target: running,
      command: command('raise-event', { name: 'e', input }),
    });
    expect(String(made.command.parameters['input'])).toMatch(/^\{"text": "x+… \(5012 characters\)$/);
    await jobs.until(made, 'done');
    expect(hub.sent[0]).toMatchObject({ command: 'raise-event', parameters: { name: 'e', input } });
  });
});

it('shows no more of its texts than masking rules let through, and gives all of them', async () => {
  await server.close();
  await start({ masking: compileMasking([{ path: '**.password' }], 'withhold', []) ?? undefined });
  const input = '{"user":"ada","password":"opensesame"}';
  const made = await jobs.create({ target: running, command: command('raise-event', { name: 'e', input }) });
  const ended = await jobs.until(made, 'done');
  expect(JSON.stringify([made, ended])).not.toContain('opensesame');
  expect(JSON.stringify(made)).toContain('ada');
  expect(hub.sent[0]).toMatchObject({ parameters: { input } });
});

describe('refused is', () => {
  afterEach(async () => {
    expect((await jobs.list()).jobs).toEqual([]);
    expect(hub.sent).toEqual([]);
  });

  it.each([
    ['a parameter that is missing', command('raise-event', { input: null }), 'command.parameters.name'],
    ['a parameter nobody knows', command('terminate', { isForce: true }), 'isForce'],
    [
      'an input that is no JSON',
      command('raise-event', { name: 'e', input: '{"a":1,}' }),
      'line 1, column 8',
    ],
    ['one id for many', command('restart', { id: 'new', newInstanceId: 'x' }), 'generated'],
    ['a command nobody knows', command('explode'), 'command.name'],
  ])('%s', async (_, bad, named) => {
    const error = errorOf(await jobs.tryToCreate({ command: bad }).expect(400));
    expect(error.code).toBe('invalid-request');
    expect(error.message).toContain(named);
    await server.write(`${jobs.path}/preview`, { target: running, command: bad }).expect(400);
  });

  it.each([
    { ratePerSecond: 0 },
    { ratePerSecond: jobBounds.ratePerSecond + 1 },
    { concurrency: 0 },
    { concurrency: jobBounds.concurrency + 1 },
    { target: { kind: 'ids', instanceIds: [] } },
    { target: { kind: 'filter', q: 'nonsense:' } },
  ])('%j', async (body) => {
    await jobs.tryToCreate(body).expect(400);
  });

  it('a filter that matches more than the dry run had, with both numbers', async () => {
    const error = errorOf(await jobs.tryToCreate({ target: running, expectedTotal: 9 }).expect(409));
    expect(error).toMatchObject({ code: 'conflict', details: { found: 10, expected: 9 } });
    expect(error.message).toContain('10 instances match by now');
    expect(error.message).toContain('had 9');
  });

  it('a filter that matches nothing', async () => {
    const target = { kind: 'filter', q: 'id:nobody' };
    expect(errorOf(await jobs.tryToCreate({ target }).expect(409)).message).toContain('No instance matches');
  });

  it('a purge without the name of the hub, typed', async () => {
    const purge = { command: command('purge') };
    expect(errorOf(await jobs.tryToCreate(purge).expect(400)).message).toContain('TestHub');
    await jobs.tryToCreate({ ...purge, confirmedName: 'testhub' }).expect(400);
  });
});

it('a purge with the name of the hub is done', async () => {
  const done = await jobs.create({ command: command('purge'), confirmedName: 'TestHub' });
  expect(countsOf(await jobs.until(done, 'done'))).toEqual({ done: 2, refused: 10 });
});

it('more instances than one job takes are refused before any is read', async () => {
  await server.close();
  const index = RowsIndex.of(makeInstanceRows(10));
  const { make } = index;
  index.make = () => ({ ...make(), total: jobBounds.items + 1 });
  await start({ openIndex: () => Promise.resolve(index) });
  const { message } = errorOf(await jobs.tryToCreate({ expectedTotal: 1_000_000 }).expect(409));
  expect(message).toContain('200,001 instances match');
  await server.write(`${jobs.path}/preview`, { target: running, command: command('terminate') }).expect(409);
  expect(index.pagesRead).toBe(0);
  expect(index.openSnapshots).toBe(0);
});

it('a reason is wanted where the dashboard wants reasons', async () => {
  await server.close();
  await start({ isReasonRequired: true });
  const { message } = errorOf(
    await jobs.tryToCreate({ command: command('terminate', {}, '  ') }).expect(400),
  );
  expect(message).toContain('Say why');
  await jobs.create();
});

describe('retrying', () => {
  it('makes a job of what failed, and of nothing else', async () => {
    const send = hub.commands.terminate.bind(hub.commands);
    hub.commands.terminate = (id, reason) => {
      if (id === 'i-02') return Promise.reject(new AppError('conflict', 'Somebody else wrote it.'));
      if (id === 'i-03') return Promise.reject(new AppError('outcome-unknown', 'It may have been queued.'));
      return send(id, reason);
    };
    const first = await jobs.until(await jobs.create({ ratePerSecond: 150 }), 'done');
    expect(countsOf(first)).toEqual({ done: 8, refused: 2, failed: 1, unknown: 1 });
    hub.commands.terminate = send;
    const second = await jobs.until(await jobs.control(first, 'retry'), 'done');
    expect(second).toMatchObject({ retryOf: first.jobId, total: 1, ratePerSecond: 150, counts: { done: 1 } });
    expect(second.title).toContain('failed');
    expect(hub.sent.filter(({ instanceId }) => instanceId === 'i-02')).toHaveLength(1);
    expect(hub.sent.filter(({ instanceId }) => instanceId === 'i-03')).toHaveLength(0);
    expect(errorOf(await jobs.try(second, 'retry').expect(409)).message).toContain(
      'Nothing in this job failed',
    );
  });

  it('waits until the job is over', async () => {
    const job = await jobs.create({ ratePerSecond: 0.1 });
    expect(errorOf(await jobs.try(job, 'retry').expect(409)).code).toBe('action-refused');
  });
});

describe('lists', () => {
  it('are those of the hub, the latest first, page by page', async () => {
    const made = [];
    for (let n = 0; n < 5; n++)
      made.push(await jobs.create({ target: { kind: 'ids', instanceIds: ['i-00'] } }));
    const latest = made.toReversed().map(({ jobId }) => jobId);
    const all = await jobs.list();
    expect(all).toMatchObject({ isLast: true, isDurable: false });
    expect(all.jobs.map(({ jobId }) => jobId)).toEqual(latest);
    const page = await jobs.list(`limit=2&before=${String(latest[1])}`);
    expect(page.jobs.map(({ jobId }) => jobId)).toEqual(latest.slice(2, 4));
    expect(page.isLast).toBe(false);
    const other = new JobsDriver(server, 'memory~Other');
    expect((await other.list()).jobs).toEqual([]);
    await server.get(`${other.path}/${String(latest[0])}`).expect(404);
    await server.get(`${other.path}/${String(latest[0])}/items`).expect(404);
  });

  it('of items come page by page, all or those of one state', async () => {
    const done = await jobs.until(await jobs.create(), 'done');
    const ids: string[] = [];
    for (let after = -1; ids.length < 12;) {
      const items = await jobs.items(done, `limit=5&after=${after}`);
      ids.push(...items.map(({ instanceId }) => instanceId));
      after = items.at(-1)!.position;
    }
    expect(ids).toEqual(Array.from({ length: 12 }, (_, n) => `i-${String(n).padStart(2, '0')}`));
    expect(await jobs.idsIn(done, 'refused')).toEqual(['i-10', 'i-11']);
    expect(await jobs.items(done, 'state=refused&after=10')).toHaveLength(1);
  });
});

describe('a downloaded file', () => {
  const download = (jobId: string, query = '') =>
    server
      .get(`${jobs.path}/${jobId}/download?${query}`)
      .buffer(true)
      .parse((answer, done) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => done(null, Buffer.concat(chunks).toString()));
      });

  it('has a line for each item, with formulas made harmless', async () => {
    const hostile = '=cmd|"/C calc"!A0';
    const target = { kind: 'ids', instanceIds: ['i-00', hostile] };
    const made = await jobs.until(await jobs.create({ target }), 'done');
    const response = await download(made.jobId).expect(200);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="memory-TestHub-job-.*\.csv"$/,
    );
    const [heading, first, second] = String(response.body).split('\r\n');
    expect(heading).toBe('\uFEFFposition,instanceId,state,code,message,at');
    expect(first).toMatch(/^0,"i-00","done",,"Queued in testhub-control-00\.","\d{4}-/);
    expect(second).toMatch(/^1,"'=cmd\|""\/C calc""!A0","failed","not-found",/);
  });

  it('has every item of a large job in order as NDJSON', async () => {
    const instanceIds = Array.from({ length: 2_500 }, (_, n) => `nobody-${n}`);
    const made = await jobs.create({ target: { kind: 'ids', instanceIds }, ratePerSecond: 0.1 });
    await jobs.control(made, 'stop');
    await jobs.until(made, 'stopped');
    const lines = String((await download(made.jobId, 'format=ndjson').expect(200)).body)
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { instanceId: string }).instanceId)).toEqual(instanceIds);
  });

  it('is not there for a job that is not there', async () => {
    expect(errorOf(await server.get(`${jobs.path}/nobody/download`).expect(404)).code).toBe('not-found');
  });
});
