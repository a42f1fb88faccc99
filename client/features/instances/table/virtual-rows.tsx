import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useReducer, useState, type ReactNode, type RefObject } from 'react';
import { rowIndexAt } from './row-at.ts';
import { RowElements, type RowElement } from './row-elements.ts';
import type { ScrollPlace } from './scroll-place.ts';

export interface RowWindowProps {
  count: number;
  rowHeightPx: number;
  scroller: RefObject<HTMLDivElement | null>;
  place: ScrollPlace;
  /** Where the list stands at first. */
  startOffsetPx: number;
  /** The row the keyboard is at; `null` before it was anywhere. */
  active: number | null;
  onRange: (first: number, last: number, total: number) => void;
  renderRow: (element: RowElement, isTabStop: boolean) => ReactNode;
}

const overscanRows = 2;
const restMs = 150;

type RowVirtualizer = Virtualizer<HTMLDivElement, Element>;
type TellOffset = (offsetPx: number, isScrolling: boolean) => void;

function followPlace(place: ScrollPlace) {
  return ({ scrollElement }: RowVirtualizer, tell: TellOffset) => {
    if (scrollElement === null) return undefined;
    let timer = 0;
    let frame = 0;
    function draw(): void {
      frame = 0;
      if (scrollElement !== null) tell(place.follow(scrollElement), true);
    }
    function onScroll(): void {
      if (scrollElement === null) return;
      // Drawn within the frame that shows the scrolled list: a task of its own would bring another frame.
      if (frame === 0) frame = window.requestAnimationFrame(draw);
      // Rows that pass under a resting pointer are not pointed at, and showing them so would take another frame each time.
      scrollElement.dataset['scrolling'] = '';
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        delete scrollElement.dataset['scrolling'];
        place.settle(scrollElement);
        tell(place.offsetOf(scrollElement), false);
      }, restMs);
    }
    function onPress({ clientX, clientY, pointerId, target }: PointerEvent): void {
      if (scrollElement?.dataset['scrolling'] === undefined) return;
      delete scrollElement.dataset['scrolling'];
      if (target instanceof Element && target.closest('[role=row], [data-row]') !== null) return;
      // The browser looked for what is pressed while no row could be met: the row under the pointer gets the click all the same.
      const met = document.elementFromPoint(clientX, clientY);
      if (rowIndexAt(met) !== null) met?.setPointerCapture(pointerId);
    }
    tell(place.offsetOf(scrollElement), false);
    scrollElement.addEventListener('scroll', onScroll, { passive: true });
    scrollElement.addEventListener('pointerdown', onPress);
    return () => {
      delete scrollElement.dataset['scrolling'];
      window.clearTimeout(timer);
      window.cancelAnimationFrame(frame);
      scrollElement.removeEventListener('scroll', onScroll);
      scrollElement.removeEventListener('pointerdown', onPress);
    };
  };
}

/** Only the rows in view and a few around them. */
export function VirtualRows({ count, rowHeightPx, scroller, place, renderRow, ...rest }: RowWindowProps) {
  // eslint-disable-next-line react-hooks/incompatible-library -- it is read here and by no memoized component
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    observeElementOffset: followPlace(place),
    // It takes over from rows drawn without it, which may have been scrolled.
    initialOffset: () => (scroller.current === null ? rest.startOffsetPx : place.offsetOf(scroller.current)),
    useFlushSync: true,
  });
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  // What is scrolled comes to the page with these rows where it was not there before: it can be looked at only afterwards.
  useEffect(() => {
    if (virtualizer.scrollElement === null) drawAgain();
  }, [virtualizer]);
  const items = virtualizer.getVirtualItems();
  const first = items.at(0)?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { onRange, active } = rest;
  const [elements] = useState(() => new RowElements());
  useEffect(() => onRange(first, last, count), [onRange, first, last, count]);
  // Tab always leads into the list, also when the reader scrolled away from the row the keys are at.
  const isDrawn = active !== null && active >= first && active <= last;
  const tabStop = isDrawn ? active : Math.min(last, first === 0 ? 0 : first + overscanRows + 1);
  const indexes = items.map(({ index }) => index);
  return elements
    .draw(indexes, active, !virtualizer.isScrolling)
    .map((element) => renderRow(element, element.index === tabStop));
}
