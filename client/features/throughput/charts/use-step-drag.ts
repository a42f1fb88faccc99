import { useState } from 'react';
import type { MouseHandlerDataParam } from 'recharts';
import type { TimeWindow } from '../../../lib/time-window.ts';
import type { ChartStep } from '../throughput-steps.ts';

interface Drag {
  readonly anchor: number;
  readonly cursor: number;
}

function placeUnder({ activeTooltipIndex }: MouseHandlerDataParam): number | null {
  const place = Number(activeTooltipIndex ?? Number.NaN);
  return Number.isInteger(place) ? place : null;
}

/** Dragging over steps chooses their time; a drag that ends on its first step is a click and chooses nothing. */
export function useStepDrag(steps: readonly ChartStep[], onWindow: (window: TimeWindow) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const first = drag && steps[Math.min(drag.anchor, drag.cursor)];
  const last = drag && steps[Math.max(drag.anchor, drag.cursor)];
  const isChoosing = drag !== null && drag.anchor !== drag.cursor;

  function begin(under: MouseHandlerDataParam): void {
    const place = placeUnder(under);
    setDrag(place === null ? null : { anchor: place, cursor: place });
  }
  function move(under: MouseHandlerDataParam): void {
    const place = placeUnder(under);
    if (drag !== null && place !== null && place !== drag.cursor) setDrag({ ...drag, cursor: place });
  }
  function end(): void {
    if (isChoosing && first && last) onWindow({ fromMs: first.fromMs, toMs: last.toMs });
    setDrag(null);
  }
  return {
    /** Places of the first and the last step. */
    chosen: isChoosing && first && last ? ([first.place, last.place] as const) : null,
    handlers: { onMouseDown: begin, onMouseMove: move, onMouseUp: end, onMouseLeave: () => setDrag(null) },
  };
}
