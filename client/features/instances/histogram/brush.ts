import { endMs, startOfStep, stepAt, type Steps } from './histogram-bars.ts';
import type { TimeWindow } from '../../../lib/time-window.ts';

/** Moments rather than places of steps: steps may move under the reader when rows arrive. */
export interface Brush {
  readonly cursorMs: number;
  /** Where a selection began; `null` = only a cursor. */
  readonly anchorMs: number | null;
}

function clampStep(steps: Steps, place: number): number {
  return Math.min(steps.count - 1, Math.max(0, place));
}

/** By `delta` steps; without a cursor, onto the last step going left and onto the first going right. */
export function moveCursor(steps: Steps, brush: Brush | null, delta: number, isExtending: boolean): Brush {
  const from = brush === null ? (delta < 0 ? steps.count : -1) : stepAt(steps, brush.cursorMs);
  const cursorMs = startOfStep(steps, clampStep(steps, from + delta));
  const anchorMs = isExtending ? (brush?.anchorMs ?? brush?.cursorMs ?? cursorMs) : null;
  return { cursorMs, anchorMs };
}

export function dragTo(brush: Brush, ms: number): Brush {
  return { cursorMs: ms, anchorMs: brush.anchorMs ?? brush.cursorMs };
}

/** Whole steps; `null` without a selection. */
export function selectedWindow(steps: Steps, brush: Brush | null): TimeWindow | null {
  if (brush === null || brush.anchorMs === null) return null;
  const places = [stepAt(steps, brush.anchorMs), stepAt(steps, brush.cursorMs)];
  return {
    fromMs: startOfStep(steps, Math.min(...places)),
    toMs: startOfStep(steps, Math.max(...places) + 1),
  };
}

/** Half of the steps in sight, around the cursor or the middle. */
export function zoomedIn(steps: Steps, brush: Brush | null): TimeWindow {
  const middle = brush === null ? steps.count / 2 : stepAt(steps, brush.cursorMs) + 0.5;
  const length = Math.max(1, Math.floor(steps.count / 2));
  const first = Math.min(steps.count - length, Math.max(0, Math.round(middle - length / 2)));
  return {
    fromMs: startOfStep(steps, first),
    toMs: Math.min(endMs(steps), startOfStep(steps, first + length)),
  };
}
