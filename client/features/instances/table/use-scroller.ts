import { useElementScrollRestoration } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { bodyHeight, headerHeightPx, offsetFor, rowHeightsPx } from './row-geometry.ts';
import { ScrollPlace } from './scroll-place.ts';

export const scrollId = 'instances';

/** The scrolled element and its place in a list of any length; where the reader left it is found again. */
export function useScroller(total: number, rowHeightPx: number, listKey: string) {
  const scroller = useRef<HTMLDivElement>(null);
  const [place] = useState(() => new ScrollPlace());
  const restored = useElementScrollRestoration({ id: scrollId })?.scrollY ?? 0;
  const [startOffsetPx] = useState(restored);
  const shiftPx = useSyncExternalStore(place.subscribe, place.shift);
  const rowsPx = total * rowHeightPx;
  const hasRows = total > 0;

  // After a reload the place can only be found again once there are rows to scroll over.
  useLayoutEffect(() => {
    if (hasRows && startOffsetPx > 0) scroller.current?.scrollTo({ top: startOffsetPx });
  }, [hasRows, startOffsetPx]);

  useLayoutEffect(() => {
    if (scroller.current !== null) place.resize(rowsPx, scroller.current);
  }, [place, rowsPx]);

  const shownKey = useRef(listKey);
  useEffect(() => {
    // From no list to the first one is no change of lists.
    if (shownKey.current !== listKey && shownKey.current !== '') scroller.current?.scrollTo({ top: 0 });
    shownKey.current = listKey;
  }, [listKey]);

  function bringIntoView(index: number): void {
    const element = scroller.current;
    if (element === null) return;
    const offsetPx = place.offsetOf(element);
    // Of its end the bar of the selection may take some.
    const coveredPx = Number.parseFloat(window.getComputedStyle(element).paddingBottom) || 0;
    const heightPx = element.clientHeight - coveredPx;
    const target = offsetFor(index, rowHeightPx, { offsetPx, heightPx });
    if (target !== offsetPx) element.scrollTo({ top: place.topFor(target, element) });
  }

  function inView(): { first: number; last: number } {
    const element = scroller.current;
    if (element === null) return { first: 0, last: -1 };
    const offsetPx = place.offsetOf(element);
    const heightPx = element.clientHeight - headerHeightPx;
    return {
      first: Math.ceil(offsetPx / rowHeightPx),
      last: Math.floor((offsetPx + heightPx) / rowHeightPx) - 1,
    };
  }

  return {
    scroller,
    place,
    shiftPx,
    startOffsetPx,
    bodyPx: bodyHeight(rowsPx),
    bringIntoView,
    inView,
    /** Nobody has scrolled since it came to the screen. */
    isAtStart: () => scroller.current !== null && Math.abs(scroller.current.scrollTop - startOffsetPx) < 1,
    isAtTop: () => scroller.current === null || place.offsetOf(scroller.current) < rowHeightsPx.dense,
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
  };
}

export type ListScroller = ReturnType<typeof useScroller>;
