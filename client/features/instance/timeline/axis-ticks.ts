import type { ScalePiece } from '../../../../shared/domain/execution/timeline-scale.ts';
import { momentAt, shareOf, type TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { timeTicks } from '../../../lib/time-ticks.ts';

export interface AxisTick {
  readonly ms: number;
  readonly share: number;
  readonly label: string;
}

export interface AxisBreak {
  readonly fromMs: number;
  readonly toMs: number;
  /** From its left edge to its right one. */
  readonly fromShare: number;
  readonly toShare: number;
}

/** A label takes about this share of the room it has on a small screen. */
const labelShare = 0.09;
const maxTicks = 8;

function visiblePieces(view: TimelineView): readonly ScalePiece[] {
  return view.scale.pieces.filter(
    ({ drawnFromMs, drawnToMs }) => drawnToMs > view.drawnFromMs && drawnFromMs < view.drawnToMs,
  );
}

/** Times to write below a view, on the clocks of the zone; none inside gaps that are cut out. */
export function axisTicks(view: TimelineView, zone: string): AxisTick[] {
  const ticks: AxisTick[] = [];
  for (const piece of visiblePieces(view)) {
    if (piece.isCut) continue;
    const fromMs = Math.max(piece.fromMs, momentAt(view, 0));
    const toMs = Math.min(piece.toMs, momentAt(view, 1));
    const room = shareOf(view, toMs) - shareOf(view, fromMs);
    const most = Math.max(1, Math.round(room * maxTicks));
    for (const { ms, label } of timeTicks({ fromMs, toMs, zone, maxTicks: most })) {
      const share = shareOf(view, ms);
      if (share - (ticks.at(-1)?.share ?? -1) >= labelShare) ticks.push({ ms, share, label });
    }
  }
  return ticks;
}

/** Gaps that are cut out, where they are in sight. */
export function axisBreaks(view: TimelineView): AxisBreak[] {
  return visiblePieces(view)
    .filter(({ isCut }) => isCut)
    .map(({ fromMs, toMs }) => ({
      fromMs,
      toMs,
      fromShare: shareOf(view, fromMs),
      toShare: shareOf(view, toMs),
    }));
}
