import { useQueries } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import type { SavedView } from '../../../shared/contract/saved-views.ts';
import { readOwnViews } from '../../features/instances/views/own-views.ts';
import { sharedViewsQuery, type ViewScope } from '../../features/instances/views/saved-views-queries.ts';
import { viewHref } from '../../features/instances/views/view-search.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import type { NamedHub } from './found-items.ts';
import { localGroup, type PaletteGroup, type PaletteItem } from './palette-items.ts';

const scopeWords = { own: 'Only in this browser', shared: 'Shared' } as const satisfies Record<
  ViewScope,
  string
>;

function viewItem({ id, name, search }: SavedView, scope: ViewScope, { hub, label }: NamedHub): PaletteItem {
  return {
    key: JSON.stringify(['view', scope, hub, id]),
    label: toVisibleText(name),
    detail: `${scopeWords[scope]} · ${label}`,
    icon: Bookmark,
    target: { href: viewHref(hub, search).slice(window.location.origin.length) },
  };
}

/** The saved views of the hub somebody is in, and once something is typed those of all hubs. */
export function useViewGroup(text: string, hubs: readonly NamedHub[], current: string | null): PaletteGroup {
  const asked = hubs.filter(({ hub }) => text !== '' || hub === current);
  const answers = useQueries({ queries: asked.map(({ hub }) => sharedViewsQuery(hub)) });
  const items = asked.flatMap((place, i) => [
    ...readOwnViews(place.hub).views.map((view) => viewItem(view, 'own', place)),
    ...(answers[i]?.data?.views ?? []).map((view) => viewItem(view, 'shared', place)),
  ]);
  return {
    ...localGroup('Saved views', text, items),
    pending: answers.filter(({ isLoading }) => isLoading).length,
    problems: asked.flatMap(({ label }, i) => {
      const error = answers[i]?.error ?? null;
      return error === null ? [] : { place: `Saved views of ${label}`, error };
    }),
  };
}
