import type { Stretch } from './timeline-times.ts';

/**
 * Time as it is drawn: gaps that are cut out keep a little room. “Drawn” milliseconds count from the start of the
 * whole; outside of gaps they are as long as real ones.
 */
export interface TimeScale {
  readonly whole: Stretch;
  readonly pieces: readonly ScalePiece[];
  readonly drawnMs: number;
}

export interface ScalePiece extends Stretch {
  readonly drawnFromMs: number;
  readonly drawnToMs: number;
  readonly isCut: boolean;
}

/** Room of a gap that is cut out, as a share of everything else. */
const cutShare = 0.05;
/** A gap is left this much of its beginning and its end, so that one sees what it lies between. */
const marginShare = 0.03;
/** One event and then nothing: there is no length to take shares of. */
const leastRestMs = 100;

export function totalMs(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** `gaps` are in order, apart from each other, and long in comparison with the whole. */
export function makeScale(whole: Stretch, gaps: readonly Stretch[]): TimeScale {
  const restMs = Math.max(leastRestMs, whole.toMs - whole.fromMs - totalMs(gaps));
  const pieces: ScalePiece[] = [];
  let drawnMs = 0;
  const add = (fromMs: number, toMs: number, isCut: boolean): void => {
    if (toMs <= fromMs) return;
    const drawnToMs = drawnMs + (isCut ? restMs * cutShare : toMs - fromMs);
    pieces.push({ fromMs, toMs, drawnFromMs: drawnMs, drawnToMs, isCut });
    drawnMs = drawnToMs;
  };
  let atMs = whole.fromMs;
  for (const gap of gaps) {
    const marginMs = Math.min(restMs * marginShare, (gap.toMs - gap.fromMs) / 4);
    add(atMs, gap.fromMs + marginMs, false);
    add(gap.fromMs + marginMs, gap.toMs - marginMs, true);
    atMs = gap.toMs - marginMs;
  }
  add(atMs, whole.toMs, false);
  return { whole, pieces, drawnMs };
}

/** Beyond the whole, time goes on as it is. */
export function toDrawn({ whole, pieces, drawnMs }: TimeScale, ms: number): number {
  if (ms <= whole.fromMs) return ms - whole.fromMs;
  if (ms >= whole.toMs) return drawnMs + ms - whole.toMs;
  const piece = pieces.find(({ toMs }) => ms < toMs);
  if (piece === undefined) return drawnMs;
  const share = (ms - piece.fromMs) / (piece.toMs - piece.fromMs);
  return piece.drawnFromMs + share * (piece.drawnToMs - piece.drawnFromMs);
}

export function fromDrawn({ whole, pieces, drawnMs }: TimeScale, drawn: number): number {
  if (drawn <= 0) return whole.fromMs + drawn;
  if (drawn >= drawnMs) return whole.toMs + drawn - drawnMs;
  const piece = pieces.find(({ drawnToMs }) => drawn < drawnToMs);
  if (piece === undefined) return whole.toMs;
  const share = (drawn - piece.drawnFromMs) / (piece.drawnToMs - piece.drawnFromMs);
  return piece.fromMs + share * (piece.toMs - piece.fromMs);
}
