import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../errors.ts';
import { openInstanceIndex } from '../index/instance-index.ts';
import type { TaskHub } from '../task-hub/task-hub.ts';
import { captureLog } from '../testing/captured-log.ts';
import { MemoryConnection } from '../testing/memory-connection.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { createHubRegistry, type HubRegistry } from './hub-registry.ts';

const notFound = expect.objectContaining({ code: 'not-found' }) as AppError;

class CountingConnection extends MemoryConnection {
  discoveries = 0;
  override discoverHubs() {
    this.discoveries += 1;
    return super.discoverHubs();
  }
}

describe('hub registry', () => {
  const hubs: MemoryTaskHub[] = [];
  let connection: CountingConnection;
  let registry: HubRegistry;
  const log = captureLog();
  /** A list per test: an index of the test before may still be closing. */
  let closed: string[] = [];

  async function openIndex(hub: TaskHub) {
    if (hub.ref.name === 'NoIndex') throw new Error('disk full');
    const closedHere = closed;
    const index = await openInstanceIndex(hub);
    const close = index.close.bind(index);
    index.close = () => {
      closedHere.push(hub.ref.name);
      return close();
    };
    return index;
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    log.lines.length = 0;
    closed = [];
    hubs.splice(0, hubs.length, new MemoryTaskHub({ name: 'First' }));
    connection = new CountingConnection(hubs);
    const connections = [{ connection, isEmbedded: true }];
    registry = createHubRegistry({ connections, openIndex, logger: log.logger });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await registry.close();
  });

  it('finds a hub by connection and name', async () => {
    const found = await registry.find('memory~First');
    expect(found).toMatchObject({ key: 'memory~First', isEmbedded: true });
    expect(found.hub).toBe(hubs[0]);
  });

  it.each(['memory~Other', 'other~First', 'First', '~First', 'memory~', 'memory~first'])(
    '%s is not found',
    async (key) => {
      await expect(registry.find(key)).rejects.toEqual(notFound);
    },
  );

  it('looks for hubs at most every half minute, however many ask', async () => {
    await Promise.all([registry.list(), registry.list(), registry.find('memory~First')]);
    await registry.list();
    await expect(registry.find('memory~Second')).rejects.toEqual(notFound);
    expect(connection.discoveries).toBe(1);

    hubs.push(new MemoryTaskHub({ name: 'Second' }));
    vi.advanceTimersByTime(30_000);
    expect((await registry.list()).hubs.map(({ key }) => key)).toEqual(['memory~First', 'memory~Second']);
    expect(connection.discoveries).toBe(2);
  });

  it('looks at once after a hub was changed from here', async () => {
    await registry.list();
    hubs.splice(0, 1);
    registry.expire('memory~First');
    expect((await registry.list()).hubs).toEqual([]);
    expect(connection.discoveries).toBe(2);
  });

  it('opens the same hub once and closes the index of one that is gone', async () => {
    const first = await registry.find('memory~First');
    vi.advanceTimersByTime(30_000);
    expect((await registry.list()).hubs[0]).toBe(first);

    hubs.splice(0, 1);
    vi.advanceTimersByTime(30_000);
    expect((await registry.list()).hubs).toEqual([]);
    expect(closed).toEqual(['First']);
    await expect(registry.find('memory~First')).rejects.toEqual(notFound);
  });

  it('keeps known hubs while the connection fails, tells why, logs it once and tries again soon', async () => {
    await registry.list();
    connection.failure = new AppError('store-unavailable', 'The account does not answer.');
    vi.advanceTimersByTime(30_000);
    const failing = await registry.list();
    expect(failing.hubs).toHaveLength(1);
    expect(failing.connections[0]?.problem?.code).toBe('store-unavailable');
    vi.advanceTimersByTime(5_000);
    await registry.list();
    expect(log.lines).toHaveLength(1);

    connection.failure = null;
    vi.advanceTimersByTime(5_000);
    expect((await registry.list()).connections[0]?.problem).toBeNull();
  });

  it('blames the connection, not the name, for a hub that could not be looked up', async () => {
    await registry.list();
    vi.advanceTimersByTime(30_000);
    connection.failure = new AppError('store-unavailable', 'The account does not answer.');
    await expect(registry.find('memory~Second')).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('a hub whose index cannot be opened does not hide the others', async () => {
    await registry.list();
    hubs.unshift(new MemoryTaskHub({ name: 'NoIndex' }));
    vi.advanceTimersByTime(60_000);
    const { hubs: known, connections } = await registry.list();
    expect(known.map(({ key }) => key)).toEqual(['memory~First']);
    expect(connections[0]?.problem).toMatchObject({ code: 'internal' });
    expect(connections[0]?.problem?.message).not.toContain('disk');
    expect(log.lines.join()).toContain('disk full');
  });

  it('a connection that never answers holds up no other and says so', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const silent = Object.assign(new MemoryConnection([]), { name: 'silent' });
    silent.discoverHubs = () => new Promise(() => undefined);
    const connections = [silent, connection].map((each) => ({ connection: each, isEmbedded: false }));
    const both = createHubRegistry({ connections, openIndex, logger: log.logger });
    await both.find('memory~First');
    const answer = both.list();
    await vi.advanceTimersByTimeAsync(2_000);
    const { hubs: known, connections: told } = await answer;
    expect(known.map(({ key }) => key)).toEqual(['memory~First']);
    expect(told[0]?.problem?.message).toContain('not answered yet');
    expect(both.isReady()).toBe(false);

    await vi.advanceTimersByTimeAsync(8_000);
    expect(both.isReady()).toBe(true);
    await both.close();
  });

  it('closes what opens after it was closed itself', async () => {
    await registry.close();
    await expect.poll(() => closed).toEqual(['First']);
  });

  it('closes every index', async () => {
    await registry.list();
    await registry.close();
    expect(closed).toEqual(['First']);
  });
});
