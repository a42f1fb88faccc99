import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { msToInstant, type Instant } from '../../../../shared/domain/instant.ts';
import type { TimeWindow } from '../../../lib/time-window.ts';
import { dragTo, moveCursor, selectedWindow, zoomedIn, type Brush } from './brush.ts';
import { endMs, startOfStep, stepAt, type Steps } from './histogram-bars.ts';

export interface BrushActions {
  readonly onWindow: (from: Instant, to: Instant) => void;
  readonly onZoomOut: () => void;
}

/** Less is a click that shook. */
const leastDragPx = 4;

interface Press {
  readonly x: number;
  readonly ms: number;
}

function momentUnder(event: PointerEvent, steps: Steps): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const share = width === 0 ? 0 : (event.clientX - left) / width;
  return steps.fromMs + Math.min(1, Math.max(0, share)) * (endMs(steps) - steps.fromMs);
}

function deltaOf(key: string, steps: Steps): number | null {
  const page = Math.max(1, Math.round(steps.count / 10));
  const deltas: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    PageDown: -page,
    PageUp: page,
    Home: -steps.count,
    End: steps.count,
  };
  return deltas[key] ?? null;
}

/** A cursor and a selection, moved by pointer and by keys. */
export function useBrush(steps: Steps, actions: BrushActions) {
  const [brush, setBrush] = useState<Brush | null>(null);
  const [press, setPress] = useState<Press | null>(null);
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const selected = selectedWindow(steps, brush);

  function clear(): void {
    setBrush(null);
    setPress(null);
  }

  function apply(window: TimeWindow | null): void {
    clear();
    if (window !== null) actions.onWindow(msToInstant(window.fromMs), msToInstant(window.toMs));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const delta = deltaOf(event.key, steps);
    if (delta !== null) setBrush(moveCursor(steps, brush, delta, event.shiftKey));
    else if (event.key === 'Enter' && selected !== null) apply(selected);
    else if (event.key === 'Escape' && brush !== null) clear();
    else if (event.key === '+' || event.key === '=') apply(zoomedIn(steps, brush));
    else if (event.key === '-') actions.onZoomOut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const ms = momentUnder(event, steps);
    setPress({ x: event.clientX, ms });
    setBrush({ cursorMs: startOfStep(steps, stepAt(steps, ms)), anchorMs: null });
  }

  function onPointerMove(event: PointerEvent): void {
    const ms = momentUnder(event, steps);
    setHoverMs(ms);
    if (press === null || (brush?.anchorMs == null && Math.abs(event.clientX - press.x) < leastDragPx))
      return;
    setBrush(dragTo({ cursorMs: press.ms, anchorMs: brush?.anchorMs ?? null }, ms));
  }

  function onPointerUp(): void {
    if (press === null) return;
    setPress(null);
    if (selected !== null) apply(selected);
  }

  const toldMs = hoverMs ?? brush?.cursorMs ?? null;
  return {
    brush,
    selected,
    /** The step whose counts are told; `null` = none. */
    toldStep: toldMs === null ? null : stepAt(steps, toldMs),
    handlers: {
      onKeyDown,
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: clear,
      onPointerLeave: () => setHoverMs(null),
      onBlur: clear,
    },
  };
}
