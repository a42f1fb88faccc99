import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';
import { panView, zoomView, type TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';

interface ChartGestures {
  /** What scrolls. */
  scroller: RefObject<HTMLDivElement | null>;
  /** The box whose width is the view's. */
  chart: RefObject<HTMLDivElement | null>;
  view: TimelineView;
  onView: (view: TimelineView) => void;
}

/** Less is a click that shook. */
const leastDragPx = 4;
/** Wheels count in lines or pixels; a line is about this many. */
const linePx = 16;

function wheelPixels(event: WheelEvent): number {
  const delta = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
  return event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? delta : delta * linePx;
}

function isSideways(event: WheelEvent): boolean {
  return event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
}

interface Drag {
  readonly x: number;
  readonly view: TimelineView;
  isMoving: boolean;
}

/** Wheel and drag on the bars; a plain wheel scrolls the rows, as everywhere. */
export function useChartGestures({ scroller, chart, view, onView }: ChartGestures) {
  const latest = useRef({ view, onView });
  useEffect(() => {
    latest.current = { view, onView };
  });
  const drag = useRef<Drag | null>(null);

  function show(changed: TimelineView): void {
    latest.current.view = changed;
    latest.current.onView(changed);
  }

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    function onWheel(event: WheelEvent): void {
      const box = chart.current?.getBoundingClientRect();
      if (box === undefined || box.width === 0) return;
      const { view: seen } = latest.current;
      if (event.ctrlKey || event.metaKey) {
        const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
        show(zoomView(seen, Math.exp(wheelPixels(event) / 300), share));
      } else if (isSideways(event)) show(panView(seen, wheelPixels(event) / box.width));
      else return;
      event.preventDefault();
    }
    // Only a listener that is not passive may keep the browser from zooming the page.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, chart]);

  function onPointerDown(event: PointerEvent): void {
    const isOnChart = event.target instanceof Element && event.target.closest('[data-chart]') !== null;
    if (event.button !== 0 || !isOnChart) return;
    drag.current = { x: event.clientX, view, isMoving: false };
  }

  function onPointerMove(event: PointerEvent): void {
    // A button that was let go outside of the window tells nobody.
    if (event.buttons === 0) drag.current = null;
    const held = drag.current;
    const width = chart.current?.getBoundingClientRect().width ?? 0;
    if (held === null || width === 0) return;
    const byPx = event.clientX - held.x;
    if (!held.isMoving && Math.abs(byPx) < leastDragPx) return;
    if (!held.isMoving) event.currentTarget.setPointerCapture(event.pointerId);
    held.isMoving = true;
    show(panView(held.view, -byPx / width));
  }

  /** Whether it was a drag rather than a click. */
  function endDrag(): boolean {
    const wasMoving = drag.current?.isMoving === true;
    drag.current = null;
    return wasMoving;
  }

  return { onPointerDown, onPointerMove, endDrag };
}
