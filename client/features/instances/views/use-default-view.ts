import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { SavedView } from '../../../../shared/contract/saved-views.ts';
import { useOwnViews } from './own-views.ts';
import { sharedViewsQuery } from './saved-views-queries.ts';

/** Rows that somebody has begun to read are not exchanged for others. */
const appliedWithinMs = 3_000;

/** The reader's own default wins over the one all share; `null` = none, or not known yet. */
function useDefaultOf(hub: string): SavedView | null {
  const own = useOwnViews(hub);
  const { data: shared } = useQuery(sharedViewsQuery(hub));
  return (
    own.views.find(({ id }) => id === own.defaultId) ??
    shared?.views.find(({ id }) => id === shared.defaultId) ??
    null
  );
}

interface DefaultViewActions {
  readonly onOpen: (view: SavedView) => void;
  /** The reader took the last filter away: that asks for all instances, also when coming back later. */
  readonly onAll: () => void;
}

/**
 * Opens the default view of the hub when the page opens and its address asks for nothing. Nobody waits for it: the list
 * begins with all instances, and a default that comes late, or after the reader did something, is left alone.
 */
export function useDefaultView(hub: string, isAddressEmpty: boolean, actions: DefaultViewActions): void {
  const view = useDefaultOf(hub);
  const [openedAtMs] = useState(() => performance.now());
  const hasTouched = useRef(false);
  const hasAsked = useRef(false);

  useEffect(() => {
    const touch = () => (hasTouched.current = true);
    window.addEventListener('pointerdown', touch, true);
    window.addEventListener('keydown', touch, true);
    return () => {
      window.removeEventListener('pointerdown', touch, true);
      window.removeEventListener('keydown', touch, true);
    };
  }, []);

  const decide = useEffectEvent((found: SavedView) => {
    if (hasAsked.current) actions.onAll();
    else if (!hasTouched.current && performance.now() - openedAtMs < appliedWithinMs) actions.onOpen(found);
  });

  useEffect(() => {
    if (!isAddressEmpty) hasAsked.current = true;
    else if (view !== null) decide(view);
  }, [isAddressEmpty, view]);
}
