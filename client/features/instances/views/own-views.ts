import { useCallback, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { maxViews, savedView, type SavedView } from '../../../../shared/contract/saved-views.ts';
import { msToInstant } from '../../../../shared/domain/instant.ts';
import { isSameViewName } from '../../../../shared/domain/view-name.ts';

const stored = z.object({ views: z.array(savedView), defaultId: z.string().nullable() });
export type OwnViews = z.infer<typeof stored>;

const none: OwnViews = { views: [], defaultId: null };
const keyPrefix = 'durascope.views.';

interface Read {
  readonly text: string | null;
  readonly views: OwnViews;
}

const listeners = new Set<() => void>();
/** React wants the same object while nothing changed. */
const lastRead = new Map<string, Read>();

function parse(text: string | null): OwnViews {
  try {
    return text === null ? none : stored.parse(JSON.parse(text));
  } catch {
    return none;
  }
}

function textOf(hub: string): string | null {
  try {
    return window.localStorage.getItem(keyPrefix + hub);
  } catch {
    return null;
  }
}

export function readOwnViews(hub: string): OwnViews {
  const text = textOf(hub);
  const last = lastRead.get(hub);
  if (last?.text === text) return last.views;
  const views = parse(text);
  lastRead.set(hub, { text, views });
  return views;
}

/** Throws when the browser does not keep it. */
function write(hub: string, views: OwnViews): void {
  try {
    window.localStorage.setItem(keyPrefix + hub, JSON.stringify(views));
  } catch (cause) {
    throw new Error('This browser does not keep it: its storage is full or forbidden.', { cause });
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab of the same browser has the same views.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

export function useOwnViews(hub: string): OwnViews {
  return useSyncExternalStore(
    listen,
    useCallback(() => readOwnViews(hub), [hub]),
  );
}

interface ViewToSave {
  readonly name: string;
  readonly search: string;
  /** Id of the view that has this name and search from then on. */
  readonly replaces?: string | undefined;
}

/** Returns the id of the saved view. */
export function saveOwnView(hub: string, { name, search, replaces }: ViewToSave): string {
  const { views, defaultId } = readOwnViews(hub);
  const view: SavedView = {
    id: replaces ?? `own-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
    name,
    search,
    savedAt: msToInstant(Date.now()),
  };
  if (views.some((other) => other.id !== view.id && isSameViewName(other.name, name)))
    throw new Error(`There is a view of yours called “${name}” already.`);
  const isKnown = views.some(({ id }) => id === view.id);
  if (!isKnown && views.length >= maxViews) throw new Error(`At most ${maxViews} own views are kept.`);
  const kept = isKnown ? views.map((each) => (each.id === view.id ? view : each)) : [...views, view];
  const sorted = kept.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  write(hub, { views: sorted, defaultId });
  return view.id;
}

export function deleteOwnView(hub: string, viewId: string): void {
  const { views, defaultId } = readOwnViews(hub);
  write(hub, {
    views: views.filter(({ id }) => id !== viewId),
    defaultId: defaultId === viewId ? null : defaultId,
  });
}

export function setOwnDefault(hub: string, viewId: string | null): void {
  write(hub, { ...readOwnViews(hub), defaultId: viewId });
}
