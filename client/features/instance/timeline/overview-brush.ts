import type { TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';

/** `outside` = where nothing was in sight: dragging there chooses anew. */
export type BrushPart = 'from' | 'to' | 'window' | 'outside';

/** The least that can be chosen, as a share of the whole. */
const leastShare = 0.002;

function clamp(ms: number, leastMs: number, mostMs: number): number {
  return Math.min(Math.max(leastMs, mostMs), Math.max(leastMs, ms));
}

/** The view after a part of its mark was taken at one share of the whole and moved to another. */
export function brushed(view: TimelineView, part: BrushPart, start: number, end: number): TimelineView {
  const { scale, drawnFromMs, drawnToMs } = view;
  const { drawnMs } = scale;
  const leastMs = drawnMs * leastShare;
  const byMs = (end - start) * drawnMs;
  const isWhole = drawnToMs - drawnFromMs >= drawnMs;
  if (part === 'from') return { ...view, drawnFromMs: clamp(drawnFromMs + byMs, 0, drawnToMs - leastMs) };
  if (part === 'to') return { ...view, drawnToMs: clamp(drawnToMs + byMs, drawnFromMs + leastMs, drawnMs) };
  if (part === 'window' && !isWhole) {
    const from = clamp(drawnFromMs + byMs, 0, drawnMs - (drawnToMs - drawnFromMs));
    return { ...view, drawnFromMs: from, drawnToMs: from + drawnToMs - drawnFromMs };
  }
  const [low, high] = start < end ? [start, end] : [end, start];
  if (high - low < leastShare) return view;
  return { ...view, drawnFromMs: low * drawnMs, drawnToMs: high * drawnMs };
}
