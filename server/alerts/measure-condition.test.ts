import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertCondition } from '../../shared/contract/alert-rules.ts';
import type { Partitions, QueueHealth } from '../../shared/contract/partitions.ts';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { makeHubVerdict, makeStuckGroup } from '../../shared/testing/verdict.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { measureCondition, stuckReading } from './measure-condition.ts';

const now = at(3_600);

function row(n: number, runtimeStatus: 'Completed' | 'Failed', atSecond: number, name = 'Order') {
  const instanceId = `${name}-${n}`;
  return makeInstanceRow({ instanceId, name, runtimeStatus, completedAt: at(atSecond) });
}

const instances = [
  ...Array.from({ length: 8 }, (_, n) => row(n, 'Completed', 3_500)),
  ...Array.from({ length: 2 }, (_, n) => row(100 + n, 'Failed', 3_400)),
  // Long ago.
  ...Array.from({ length: 20 }, (_, n) => row(200 + n, 'Failed', 10)),
  row(1, 'Completed', 1_000, 'Nightly import'),
  row(2, 'Failed', 3_590, 'Nightly import'),
  makeInstanceRow({ instanceId: 'open', name: 'Nightly import', runtimeStatus: 'Running' }),
];

let server: TestApp;
let open: OpenHub;
beforeAll(async () => {
  server = await startTestApp(new MemoryTaskHub({ instances }));
  open = await server.hub('memory~TestHub');
});
afterAll(() => server.close());

const measure = (condition: object, hub = open, when = now) =>
  measureCondition(alertCondition.parse(condition), hub, when);

describe('the failure rate', () => {
  const rate = { kind: 'failure-rate', windowS: 600, abovePercent: 10, minEnded: 5 };

  it('is that of what ended in the window', async () => {
    expect(await measure({ ...rate, q: 'name:Order' })).toMatchObject({ level: 'breached', value: 20 });
    expect((await measure({ ...rate, q: 'name:Order' })) as { text: string }).toMatchObject({
      text: '2 of 10 that ended since 2026-11-21T05:50:00Z failed: 20.0 %.',
    });
  });

  it.each([
    [20, null, 'clear'],
    [19.9, null, 'breached'],
    [50, 10, 'between'],
    [50, 20, 'clear'],
  ])('above %s %%, resolving at %s %%, is %s', async (abovePercent, resolvePercent, level) => {
    expect(await measure({ ...rate, q: 'name:Order', abovePercent, resolvePercent })).toMatchObject({
      level,
    });
  });

  it('of few is none: it neither fires nor, while any of them failed, resolves', async () => {
    expect(await measure({ ...rate, q: 'name:Order', minEnded: 11 })).toMatchObject({
      level: 'between',
      value: null,
    });
    expect(await measure({ ...rate, q: 'name:Nobody', minEnded: 11 })).toMatchObject({ level: 'clear' });
  });
});

describe('completion within a time', () => {
  const rule = (name: string, withinS: number) => ({
    ...{ kind: 'not-completed', name },
    by: { kind: 'duration', withinS },
  });

  it.each([
    ['Nightly import', 2_000, 'breached'],
    ['Nightly import', 3_000, 'clear'],
    ['Nightly*', 3_000, 'clear'],
    ['Order', 300, 'clear'],
    ['Nobody', 3_000, 'breached'],
  ])('%s within %i s is %s: failing is not completing', async (name, withinS, level) => {
    expect(await measure(rule(name, withinS))).toMatchObject({ kind: 'measured', level });
  });
});

it('completion by a time of day counts from the begin of that day', async () => {
  const by = (time: string) => ({ kind: 'daily', time, zone: 'UTC' });
  const rule = (time: string) => ({ kind: 'not-completed', name: 'Nightly import', by: by(time) });
  // It completed at 05:16:40; it is 06:00.
  expect(await measure(rule('05:30'))).toMatchObject({ level: 'clear', value: 1 });
  // The deadline of today has not come, that of yesterday was met late.
  expect(await measure(rule('06:30'))).toMatchObject({ level: 'clear' });
  expect(await measure({ ...rule('05:30'), name: 'Nobody' })).toMatchObject({ level: 'breached' });
});

it.each([
  [{ state: 'building', asOf: null }, 'being built'],
  [
    { state: 'stale', problem: { code: 'store-unavailable', message: 'Storage is away.', since: at(0) } },
    'Storage is away.',
  ],
  [{ state: 'idle', asOf: at(3_000) }, 'not been read'],
] as const)('an index that is %j says nothing', async (state, why) => {
  const coverage = makeCoverage(state);
  const facets = open.index.facets.bind(open.index);
  const index = Object.assign(Object.create(open.index) as typeof open.index, {
    coverage: () => coverage,
    facets: async (query: Parameters<typeof facets>[0]) => ({ ...(await facets(query)), coverage }),
  });
  const hub = { ...open, index };
  for (const condition of [
    { kind: 'failure-rate', windowS: 600, abovePercent: 10 },
    { kind: 'not-completed', name: 'Order', by: { kind: 'duration', withinS: 600 } },
  ]) {
    const reading = await measure(condition, hub);
    expect(reading).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(why) as string });
  }
});

function withQueues(queues: Partial<OpenHub['queues']>): OpenHub {
  return { ...open, queues: Object.assign(Object.create(open.queues) as OpenHub['queues'], queues) };
}

function queue(name: string, oldestDueAt: string | null): QueueHealth {
  return {
    ...{ queue: name, depth: 7, visible: 1, invisible: 6, head: null, oldestDueAt, maxDequeueCount: 0 },
    ...{ arrivedPerMinute: null, leftPerMinute: null, poisonCandidates: 0, hottest: [] },
  };
}

describe('the age of the backlog', () => {
  const answer = async () => {
    const partitions = await open.queues.partitions();
    return {
      ...partitions,
      readAt: now,
      partitions: partitions.partitions
        .slice(0, 1)
        .map((each) => ({ ...each, ...queue('h-control-00', at(3_540)) })),
      workItems: queue('h-workitems', at(3_500)),
    } satisfies Omit<Partitions, 'targets'>;
  };
  const hub = () => withQueues({ partitions: answer });

  it('is that of the oldest message that could be taken, in any queue or in one', async () => {
    const rule = { kind: 'backlog-age', olderThanS: 90, resolveS: 30 };
    expect(await measure(rule, hub())).toMatchObject({ level: 'breached', value: 100 });
    expect(await measure({ ...rule, queue: 'h-control-00' }, hub())).toMatchObject({
      level: 'between',
      value: 60,
    });
    expect(await measure({ ...rule, queue: 'h-control-00', resolveS: 60 }, hub())).toMatchObject({
      level: 'clear',
    });
  });

  it('of a queue that is not there is unknown, and so is that of an old sample', async () => {
    const rule = { kind: 'backlog-age', olderThanS: 90 };
    expect(await measure({ ...rule, queue: 'h-control-09' }, hub())).toMatchObject({ kind: 'unknown' });
    expect(await measure(rule, hub(), at(4_000))).toMatchObject({ kind: 'unknown' });
  });
});

describe('no worker', () => {
  const rule = { kind: 'no-worker' };
  const [partition] = makeBacklog().partitions;
  const free = { ...partition!, owner: { ...partition!.owner!, lease: 'free' as const } };
  const head = { insertedAt: at(0), dequeueCount: 0 };
  const seen = (backlog: ReturnType<typeof makeBacklog>) =>
    withQueues({
      read: () => Promise.resolve({ backlog, messages: new Map(), unpeeked: new Map() }),
    });

  it.each([
    ['somebody holds a partition', makeBacklog(), true, 'clear'],
    ['nobody does while nothing waits', makeBacklog({ partitions: [free] }), true, 'clear'],
    ['nobody does, whatever waits', makeBacklog({ partitions: [free] }), false, 'breached'],
    ['nobody does while a message waits', makeBacklog({ partitions: [{ ...free, head }] }), true, 'breached'],
  ])('where %s', async (_, backlog, onlyWhileMessagesWait, level) => {
    expect(await measure({ ...rule, onlyWhileMessagesWait }, seen(backlog))).toMatchObject({ level });
  });

  it('is unknown where storage does not say who works', async () => {
    expect(await measure(rule, seen(makeBacklog({ ownership: null })))).toMatchObject({ kind: 'unknown' });
    expect(await measure(rule, seen(makeBacklog({ partitions: [] })))).toMatchObject({ kind: 'unknown' });
  });
});

describe('stuck instances', () => {
  const condition = { kind: 'stuck-count', above: 3, countsDelayed: false, resolveCount: 1 } as const;
  const stuck = [
    makeStuckGroup({ count: 3 }),
    makeStuckGroup({ rule: 'retrying', severity: 'delayed', count: 5 }),
  ];

  it('are counted, those that move late only when that is wanted', () => {
    const verdict = makeHubVerdict({ health: 'broken', stuck });
    expect(stuckReading(condition, verdict, at(10))).toMatchObject({ level: 'between', value: 3 });
    expect(stuckReading({ ...condition, countsDelayed: true }, verdict, at(10))).toMatchObject({
      level: 'breached',
      value: 8,
      text: expect.stringMatching(/^8 instances are stuck or delayed\./) as string,
    });
    expect(stuckReading(condition, makeHubVerdict(), at(10))).toMatchObject({ level: 'clear', value: 0 });
  });

  it('are unknown while the verdict is', () => {
    const verdict = makeHubVerdict({ health: 'unknown', problems: ['The queues could not be read.'] });
    expect(stuckReading(condition, verdict, at(10))).toEqual({
      kind: 'unknown',
      reason: 'The queues could not be read.',
    });
  });

  it('are about so many where their number is reckoned from those that were looked at', () => {
    const [first, late] = stuck;
    const verdict = makeHubVerdict({
      ...{ health: 'broken', candidates: 1_000, examined: 50 },
      stuck: [{ ...first!, estimate: 60 }, late!],
    });
    expect(stuckReading(condition, verdict, at(10))).toMatchObject({
      ...{ level: 'breached', value: 60 },
      text: expect.stringMatching(/^About 60 instances are stuck\./) as string,
    });
  });

  it('are at least so many where not all were looked at', () => {
    const verdict = makeHubVerdict({ health: 'broken', stuck, candidates: 100, examined: 10 });
    expect(stuckReading(condition, verdict, at(10))).toMatchObject({
      text: expect.stringMatching(/^At least 3 instances are stuck/) as string,
    });
  });
});
