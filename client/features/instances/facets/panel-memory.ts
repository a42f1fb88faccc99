import { useSyncExternalStore } from 'react';
import { useMedia } from '../../../lib/use-media.ts';

const storageKey = 'durascope.facets';
const listeners = new Set<() => void>();
let isShown: boolean | null = null;

function read(): boolean {
  try {
    return window.localStorage.getItem(storageKey) !== 'hidden';
  } catch {
    return true;
  }
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) isShown = null;
  };
}

function setShown(shown: boolean): void {
  isShown = shown;
  try {
    window.localStorage.setItem(storageKey, shown ? 'shown' : 'hidden');
  } catch {
    // Then the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Whether the reader has the panel beside the list; remembered for every hub. */
export function usePanelShown(): [boolean, (shown: boolean) => void] {
  return [useSyncExternalStore(listen, () => (isShown ??= read())), setShown];
}

/** Whether there is room beside the list. */
export function useIsWide(): boolean {
  return useMedia('(min-width: 1200px)');
}
