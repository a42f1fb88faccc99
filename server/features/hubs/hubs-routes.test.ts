import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { AppError } from '../../errors.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';

describe('hubs overview', () => {
  const orders = new MemoryTaskHub({
    name: 'Orders',
    instances: [
      makeInstanceRow({ instanceId: 'a' }),
      makeInstanceRow({ instanceId: 'b' }),
      makeInstanceRow({ instanceId: 'c', runtimeStatus: 'Failed' }),
      makeInstanceRow({ instanceId: '@account@1' }),
    ],
  });
  let server: TestApp;

  beforeEach(async () => {
    const broken = new MemoryConnection([]);
    broken.failure = new AppError('store-unavailable', 'The account does not answer.');
    const hubs = [orders, new MemoryTaskHub({ name: 'Empty' })];
    const good = Object.assign(new MemoryConnection(hubs), { name: 'good' });
    server = await startTestAppOn([broken, good]);
  });
  afterEach(async () => {
    vi.useRealTimers();
    Reflect.deleteProperty(orders, 'readBacklog');
    orders.recover('readBacklog');
    await server.close();
  });

  const overview = async () => listHubs.result.parse((await server.get('/api/hubs').expect(200)).body);

  it('counts instances by kind and status', async () => {
    const { hubs } = await overview();
    expect(hubs.map(({ hub }) => hub)).toEqual(['good~Orders', 'good~Empty']);
    expect(hubs[0]!.counts).toHaveLength(3);
    expect(hubs[0]!.counts).toEqual(
      expect.arrayContaining([
        { kind: 'orchestration', status: 'Running', count: 2 },
        { kind: 'orchestration', status: 'Failed', count: 1 },
        { kind: 'entity', status: 'Running', count: 1 },
      ]),
    );
    expect(hubs[0]!.coverage).toMatchObject({ rows: 4, state: 'current' });
    expect(hubs[1]!.counts).toEqual([]);
  });

  it('shows the problem of one connection beside the hubs of another', async () => {
    const { connections } = await overview();
    expect(connections.map(({ problem }) => problem)).toEqual([
      { code: 'store-unavailable', message: 'The account does not answer.' },
      null,
    ]);
  });

  it('keeps the counts when the queues cannot be read', async () => {
    orders.fail('readBacklog', new AppError('forbidden', 'No access to queues.'));
    const { hubs } = await overview();
    expect(hubs[0]).toMatchObject({
      backlog: null,
      backlogProblem: { code: 'forbidden', message: 'No access to queues.' },
    });
    expect(hubs[0]!.counts).toHaveLength(3);
    expect(hubs[1]).toMatchObject({ backlogProblem: null, backlog: { partitionCount: 1 } });
  });

  it('does not wait for queues that never answer', async () => {
    orders.readBacklog = () => new Promise(() => undefined);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const answer = overview();
    const clock = setInterval(() => vi.advanceTimersByTime(1000), 5);
    const { hubs } = await answer;
    clearInterval(clock);
    expect(hubs[0]!.backlogProblem?.code).toBe('store-unavailable');
  });

  it('reads the queues once for many viewers', async () => {
    const before = orders.calls.readBacklog;
    await Promise.all([overview(), overview(), overview()]);
    expect(orders.calls.readBacklog - before).toBe(1);
  });
});
