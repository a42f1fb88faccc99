import { eventsOf, type HistoryStore, type StoredHistory } from './history-store.ts';

const maxInstances = 300;
const maxEvents = 300;

/**
 * Remembers the histories of running instances between their turns. A history that somebody else has changed since
 * has another etag, so writing on from a stale copy is refused by the table.
 */
export interface CachedHistory extends HistoryStore {
  forget(instanceId: string): void;
  forgetAll(): void;
}

function isWorthKeeping(history: StoredHistory): boolean {
  if (history.stored.length > maxEvents) return false;
  const hasBlobs = history.stored.some(({ blobNames }) => Object.keys(blobNames).length > 0);
  return !hasBlobs && !eventsOf(history).some(({ type }) => type === 'ExecutionCompleted');
}

export function cacheHistory(store: HistoryStore): CachedHistory {
  // Insertion order is age: what is used goes to the end.
  const kept = new Map<string, StoredHistory>();
  const keep = (instanceId: string, history: StoredHistory) => {
    kept.delete(instanceId);
    if (!isWorthKeeping(history)) return;
    kept.set(instanceId, history);
    const [oldest] = kept.keys();
    if (kept.size > maxInstances && oldest !== undefined) kept.delete(oldest);
  };
  return {
    async load(instanceId) {
      return kept.get(instanceId) ?? store.load(instanceId);
    },
    async append(history, instance, events) {
      kept.delete(instance.instanceId);
      const next = await store.append(history, instance, events);
      keep(instance.instanceId, next);
      return next;
    },
    forget: (instanceId) => {
      kept.delete(instanceId);
    },
    forgetAll: () => {
      kept.clear();
    },
  };
}
