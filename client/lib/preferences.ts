import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  timeZone: z.enum(['utc', 'local']).catch('utc'),
  timeStyle: z.enum(['relative', 'absolute']).catch('relative'),
});
export type Preferences = z.infer<typeof preferences>;

const storageKey = 'durascope.preferences';
const listeners = new Set<() => void>();
let current: Preferences | null = null;

function read(): Preferences {
  try {
    return preferences.parse(JSON.parse(window.localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    // Storage that is forbidden or holds something else is no reason not to start.
    return preferences.parse({});
  }
}

function snapshot(): Preferences {
  current ??= read();
  return current;
}

function listen(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== null && event.key !== storageKey) return;
    current = read();
    applyTheme();
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

/** The style sheet follows `data-theme`; without it, the system. */
export function applyTheme(): void {
  const { theme } = snapshot();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...snapshot(), ...change };
  try {
    window.localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // Then the choice lasts as long as the page.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(listen, snapshot);
}
