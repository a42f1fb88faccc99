import { describe, expect, it } from 'vitest';
import { checkpoint } from './checkpoint.ts';
import { cacheHistory } from './history-cache.ts';
import { newEvent, type HistoryEvent, type InstanceKey } from './history-event.ts';
import { emptyHistory, type HistoryStore, type StoredHistory } from './history-store.ts';
import type { HubContext } from './hub-context.ts';
import { openHubStorage } from './hub-storage.ts';
import type { Turn } from './orchestration-turn.ts';
import { scenarioRegistry } from './scenario-registry.ts';

const now = '2026-01-01T00:00:00.0000000Z';
const instance: InstanceKey = { instanceId: 'i', executionId: 'e2' };

/** Stores events in memory under a counting etag; refuses to write on from a stale one. */
function memoryStore(log: string[]): HistoryStore & { current: StoredHistory } {
  const store = {
    current: emptyHistory,
    load: () => {
      log.push('load');
      return Promise.resolve(store.current);
    },
    append: (history: StoredHistory, { executionId }: InstanceKey, events: readonly HistoryEvent[]) => {
      log.push('history');
      if (history.etag !== store.current.etag) return Promise.reject(new Error('somebody else was here'));
      const added = events.map((event) => ({ event, blobNames: {} }));
      const etag = String(Number(history.etag ?? 0) + 1);
      store.current = { ...history, executionId, stored: [...history.stored, ...added], etag };
      return Promise.resolve(store.current);
    },
  };
  return store;
}

function loggingContext(log: string[]): HubContext & { store: ReturnType<typeof memoryStore> } {
  const done = (what: string) => {
    log.push(what);
    return Promise.resolve();
  };
  const store = memoryStore(log);
  return {
    store,
    registry: scenarioRegistry,
    storage: openHubStorage('UseDevelopmentStorage=true', 'Hub'),
    blobs: {
      containerUrl: 'http://blobs',
      write: () => done('write blob'),
      read: () => Promise.resolve(''),
      delete: (name) => done(`delete ${name}`),
    },
    history: cacheHistory(store),
    instances: {
      read: () => Promise.resolve(null),
      merge: () => done('row'),
      markTerminated: () => done('terminated'),
    },
    sender: { send: () => done('send').then(() => ({ blobUrl: null, partition: 0 })) },
    source: { now: () => now, newGuid: () => 'guid' },
    visibilitySeconds: 60,
    log: () => undefined,
  };
}

function turn(fields: Partial<Turn> = {}): Turn {
  const started = newEvent('ExecutionStarted', now, { instance, name: 'N' });
  const outgoing = [{ event: newEvent('TimerFired', now, { timerId: 0, fireAt: now }), target: instance }];
  const defaults = { continuesHistory: true, customStatus: null, isCompleted: false };
  return { ...defaults, instance, added: [started], outgoing, ...fields };
}

describe('a checkpoint', () => {
  it('sends before it stores, and stores the history before the row that shows it', async () => {
    const log: string[] = [];
    await checkpoint(loggingContext(log), emptyHistory, turn());
    expect(log).toEqual(['send', 'history', 'row']);
  });

  it('deletes the blobs of the execution before only after the new one is stored', async () => {
    const log: string[] = [];
    const event = newEvent('ExecutionStarted', now);
    const before = { ...emptyHistory, stored: [{ event, blobNames: { Input: 'old.gz' } }] };
    const after = await checkpoint(loggingContext(log), before, turn({ continuesHistory: false }));
    expect(log).toEqual(['send', 'history', 'row', 'delete old.gz']);
    expect(after.stored).toHaveLength(1);
  });

  it('leaves the row alone when somebody else has written the history', async () => {
    const log: string[] = [];
    const context = loggingContext(log);
    const stale = { ...emptyHistory, etag: 'stale' };
    await expect(checkpoint(context, stale, turn())).rejects.toThrow('somebody else');
    expect(log).toEqual(['send', 'history']);
  });
});

describe('remembered histories', () => {
  const events = (type: HistoryEvent['type']) => [newEvent(type, now)];

  it('spare the next read while an instance runs', async () => {
    const log: string[] = [];
    const cache = cacheHistory(memoryStore(log));
    const next = await cache.append(emptyHistory, instance, events('OrchestratorStarted'));
    expect(await cache.load('i')).toBe(next);
    expect(log).toEqual(['history']);
    cache.forget('i');
    await cache.load('i');
    expect(log).toEqual(['history', 'load']);
  });

  it('are dropped when the instance ends, and when a write is refused', async () => {
    const log: string[] = [];
    const store = memoryStore(log);
    const cache = cacheHistory(store);
    const next = await cache.append(emptyHistory, instance, events('OrchestratorStarted'));
    store.current = { ...store.current, etag: 'changed' };
    await expect(cache.append(next, instance, events('OrchestratorStarted'))).rejects.toThrow();
    await cache.append(await cache.load('i'), instance, events('ExecutionCompleted'));
    await cache.load('i');
    expect(log.filter((entry) => entry === 'load')).toHaveLength(2);
  });
});
