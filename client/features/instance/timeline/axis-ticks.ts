import type { ScalePiece } from '../../../../shared/domain/execution/timeline-scale.ts';
import { momentAt, shareOf, type TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { timeTicks } from '../../../lib/time-ticks.ts';

export interface AxisTick {
  readonly ms: number;
  readonly share: number;
  /** Empty where there is no room for one. */
  readonly label: string;
}

export interface AxisBreak {
  readonly fromMs: number;
  readonly toMs: number;
  /** From its left edge to its right one. */
  readonly fromShare: number;
  readonly toShare: number;
}

/** Of the room there is on a small screen, about. */
const charShare = 0.0095;
/** “⋯ 8 h 10 min ⋯” */
const breakLabelShare = 14 * charShare;
const maxTicks = 8;

function hasRoom(
  ticks: readonly AxisTick[],
  breaks: readonly AxisBreak[],
  share: number,
  label: string,
): boolean {
  const end = share + label.length * charShare;
  const before = ticks.findLast((tick) => tick.label !== '');
  const isBehind = before === undefined || before.share + before.label.length * charShare <= share;
  const isBeside = breaks.every((gap) => {
    const middle = (gap.fromShare + gap.toShare) / 2;
    return end < middle - breakLabelShare / 2 || share > middle + breakLabelShare / 2;
  });
  return end <= 1 && isBehind && isBeside;
}

function visiblePieces(view: TimelineView): readonly ScalePiece[] {
  return view.scale.pieces.filter(
    ({ drawnFromMs, drawnToMs }) => drawnToMs > view.drawnFromMs && drawnFromMs < view.drawnToMs,
  );
}

/** Times to write below a view, on the clocks of the zone; none inside gaps that are cut out. */
export function axisTicks(view: TimelineView, zone: string): AxisTick[] {
  const ticks: AxisTick[] = [];
  const breaks = axisBreaks(view);
  for (const piece of visiblePieces(view)) {
    if (piece.isCut) continue;
    const fromMs = Math.max(piece.fromMs, momentAt(view, 0));
    const toMs = Math.min(piece.toMs, momentAt(view, 1));
    const room = shareOf(view, toMs) - shareOf(view, fromMs);
    const most = Math.max(1, Math.round(room * maxTicks));
    for (const { ms, label } of timeTicks({ fromMs, toMs, zone, maxTicks: most })) {
      const share = shareOf(view, ms);
      ticks.push({ ms, share, label: hasRoom(ticks, breaks, share, label) ? label : '' });
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
