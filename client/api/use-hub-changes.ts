import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { feedSnapshot, onFeedState, onHubChange, type FeedSnapshot } from './hub-changes.ts';
import { indexLevel } from './query-levels.ts';

/** The state of the hub's change feed, open for as long as somebody uses it. */
export function useHubFeed(hub: string): FeedSnapshot {
  return useSyncExternalStore(
    useCallback((listener: () => void) => onFeedState(hub, listener), [hub]),
    useCallback(() => feedSnapshot(hub), [hub]),
  );
}

export function useHubChange(hub: string, onChange: () => void): void {
  const tell = useEffectEvent(onChange);
  useEffect(() => onHubChange(hub, () => tell()), [hub]);
}

/** Keeps every answer of the hub's index on the page up to date. */
export function useLiveIndex(hub: string): void {
  const queryClient = useQueryClient();
  useHubChange(hub, () => void queryClient.invalidateQueries({ queryKey: indexLevel(hub) }));
}
