import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { formatExact } from '../../../lib/format-instant.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { rowIndexAt } from './row-at.ts';

/** Rows that pass under a pointer which stands still are taken for pointed at where they rest. */
const restMs = 100;

interface Spot {
  readonly x: number;
  readonly y: number;
}

function spotOf(event: Event): Spot | null {
  return event instanceof MouseEvent ? { x: event.clientX, y: event.clientY } : null;
}

/** Writes the whole time into the title of the cell that is pointed at. */
function useNamedTime() {
  const { timeZone } = usePreferences();
  const named = useRef<HTMLElement>(null);
  return (target: EventTarget | null) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[data-instant]') : null;
    // The element may come to draw another row, with another time.
    if (cell !== named.current) named.current?.removeAttribute('title');
    named.current = cell;
    if (cell?.dataset.instant !== undefined) cell.title = formatExact(cell.dataset.instant, timeZone);
  };
}

/** The row that is pointed at or has the focus. */
export function usePointedRow(board: RefObject<HTMLDivElement | null>): number | null {
  const [index, setIndex] = useState<number | null>(null);
  const spot = useRef<Spot>(null);
  const timer = useRef(0);
  const nameTime = useNamedTime();

  const point = useEffectEvent((target: EventTarget | null) => {
    nameTime(target);
    const at = rowIndexAt(target);
    if (at !== null) setIndex(at);
  });
  const follow = useEffectEvent((event: Event) => {
    const before = spot.current;
    const { target } = event;
    spot.current = spotOf(event) ?? before;
    window.clearTimeout(timer.current);
    const isStill =
      event.type === 'pointerover' && before?.x === spot.current?.x && before?.y === spot.current?.y;
    if (!isStill) point(target);
    else timer.current = window.setTimeout(() => point(target), restMs);
  });
  const leave = useEffectEvent(() => {
    window.clearTimeout(timer.current);
    spot.current = null;
    nameTime(null);
    setIndex(null);
  });
  useEffect(() => {
    const element = board.current;
    const stopped = new AbortController();
    const { signal } = stopped;
    element?.addEventListener('pointerover', (event) => follow(event), { signal });
    element?.addEventListener('focusin', (event) => follow(event), { signal });
    element?.addEventListener('pointerleave', () => leave(), { signal });
    return () => {
      stopped.abort();
      window.clearTimeout(timer.current);
    };
  }, [board]);
  return index;
}
