import { useEffect, useRef, useState, type PointerEvent } from 'react';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A pointer on its way elsewhere asks for nothing. */
const restMs = 250;

/** The row under a resting mouse; touching selects, it has no hovering. */
export function useRowHover() {
  const [shown, setShown] = useState<{ readonly place: number; readonly at: Point } | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function onPointerLeave(): void {
    window.clearTimeout(timer.current);
    if (shown !== null) setShown(null);
  }

  function onPointerMove(event: PointerEvent): void {
    const row = event.target instanceof Element ? event.target.closest('[data-place]') : null;
    const place = Number(row?.getAttribute('data-place') ?? -1);
    if (shown?.place === place && event.buttons === 0) return;
    onPointerLeave();
    if (place < 0 || event.pointerType === 'touch' || event.buttons !== 0) return;
    const at = { x: event.clientX, y: event.clientY };
    timer.current = window.setTimeout(() => setShown({ place, at }), restMs);
  }

  return { place: shown?.place ?? null, at: shown?.at ?? { x: 0, y: 0 }, onPointerMove, onPointerLeave };
}
