import { useEffect, useMemo, useRef, useState } from 'react';
import { LayoutDesk } from './layout-desk.ts';
import type { GraphLayout, LayoutRequest } from './layout-types.ts';

interface LayoutState {
  /** The last one that was found; `null` before the first. */
  readonly layout: GraphLayout | null;
  /** Why the last request could not be laid out. */
  readonly problem: string | null;
}

/** What was laid out stays until the next layout is there; nodes that only change their looks need none. */
export function useLayout(request: LayoutRequest): LayoutState {
  const [state, setState] = useState<LayoutState>({ layout: null, problem: null });
  const desk = useRef<LayoutDesk | null>(null);
  const askedKey = useRef<string | null>(null);
  const key = useMemo(() => JSON.stringify(request), [request]);

  useEffect(
    () => () => {
      desk.current?.close();
      desk.current = null;
      askedKey.current = null;
    },
    [],
  );
  useEffect(() => {
    if (askedKey.current === key) return;
    askedKey.current = key;
    desk.current ??= new LayoutDesk();
    desk.current.ask({
      request,
      onAnswer: ({ layout, problem }) => setState((before) => ({ layout: layout ?? before.layout, problem })),
    });
  }, [key, request]);
  return state;
}
