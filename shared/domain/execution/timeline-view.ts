import { fromDrawn, toDrawn, type TimeScale } from './timeline-scale.ts';
import type { Stretch } from './timeline-times.ts';

/** The part of a scale that is in sight. */
export interface TimelineView {
  readonly scale: TimeScale;
  readonly drawnFromMs: number;
  readonly drawnToMs: number;
}

/** The engine writes times to the ten-thousandth of a millisecond, but ticks end at whole ones. */
const shortestMs = 1;

function viewAt(scale: TimeScale, drawnFromMs: number, lengthMs: number): TimelineView {
  const length = Math.min(scale.drawnMs, Math.max(Math.min(shortestMs, scale.drawnMs), lengthMs));
  const from = Math.min(scale.drawnMs - length, Math.max(0, drawnFromMs));
  return { scale, drawnFromMs: from, drawnToMs: from + length };
}

/** `null` shows everything; a window that reaches beyond it is brought back in. */
export function viewOf(scale: TimeScale, window: Stretch | null): TimelineView {
  if (window === null) return { scale, drawnFromMs: 0, drawnToMs: scale.drawnMs };
  const fromMs = toDrawn(scale, window.fromMs);
  return viewAt(scale, fromMs, toDrawn(scale, window.toMs) - fromMs);
}

/** `null` when it is everything. */
export function windowOf(view: TimelineView): Stretch | null {
  const { scale, drawnFromMs, drawnToMs } = view;
  if (drawnFromMs <= 0 && drawnToMs >= scale.drawnMs) return null;
  return { fromMs: fromDrawn(scale, drawnFromMs), toMs: fromDrawn(scale, drawnToMs) };
}

/** Where a moment lies: 0 at the left edge, 1 at the right one, less or more outside of what is in sight. */
export function shareOf({ scale, drawnFromMs, drawnToMs }: TimelineView, ms: number): number {
  return (toDrawn(scale, ms) - drawnFromMs) / (drawnToMs - drawnFromMs);
}

export function momentAt({ scale, drawnFromMs, drawnToMs }: TimelineView, share: number): number {
  return fromDrawn(scale, drawnFromMs + share * (drawnToMs - drawnFromMs));
}

/** `factor` > 1 shows more time; what lies at `share` stays there. */
export function zoomView(view: TimelineView, factor: number, share = 0.5): TimelineView {
  const lengthMs = view.drawnToMs - view.drawnFromMs;
  const zoomedMs = Math.max(Math.min(shortestMs, view.scale.drawnMs), lengthMs * factor);
  return viewAt(view.scale, view.drawnFromMs + share * (lengthMs - zoomedMs), zoomedMs);
}

/** By a share of what is in sight, to later times when positive. */
export function panView(view: TimelineView, share: number): TimelineView {
  const lengthMs = view.drawnToMs - view.drawnFromMs;
  return viewAt(view.scale, view.drawnFromMs + share * lengthMs, lengthMs);
}
