import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { isTimeZone } from '../../shared/domain/time-zone.ts';

const storedPreferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** A name of the time zone database, or `local` for whatever zone the browser is in. */
  timeZone: z.string().catch('UTC'),
  timeStyle: z.enum(['relative', 'absolute']).catch('relative'),
});
type StoredPreferences = z.infer<typeof storedPreferences>;

export interface Preferences extends StoredPreferences {
  /** Always a zone that times can be written in. */
  readonly timeZone: string;
  /** The zone was not chosen by name: it follows the browser. */
  readonly isBrowserZone: boolean;
}

const storageKey = 'durascope.preferences';
const listeners = new Set<() => void>();
let stored: StoredPreferences | null = null;
let current: Preferences | null = null;

/** Where this browser is. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function toPreferences(choice: StoredPreferences): Preferences {
  const isBrowserZone = choice.timeZone === 'local';
  const zone = isBrowserZone ? browserZone() : choice.timeZone;
  const isUtc = /^utc$/i.test(zone) || !isTimeZone(zone);
  return { ...choice, timeZone: isUtc ? 'UTC' : zone, isBrowserZone };
}

function read(): StoredPreferences {
  try {
    return storedPreferences.parse(JSON.parse(window.localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    // Storage that is forbidden or holds something else is no reason not to start.
    return storedPreferences.parse({});
  }
}

function snapshot(): Preferences {
  stored ??= read();
  current ??= toPreferences(stored);
  return current;
}

function onStorage(event: StorageEvent): void {
  if (event.key !== null && event.key !== storageKey) return;
  stored = null;
  current = null;
  applyTheme();
  for (const listener of listeners) listener();
}

/** Every time on the screen listens: they share what listens to the window. */
function listen(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onStorage);
  };
}

/** The style sheet follows `data-theme`; without it, the system. */
export function applyTheme(): void {
  const { theme } = snapshot();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** As time zone a name, or `local`. */
export function setPreferences(change: Partial<StoredPreferences>): void {
  stored = { ...(stored ?? read()), ...change };
  current = toPreferences(stored);
  try {
    window.localStorage.setItem(storageKey, JSON.stringify(stored));
  } catch {
    // Then the choice lasts as long as the page.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(listen, snapshot);
}
