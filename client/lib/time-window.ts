/** Milliseconds since 1970; `toMs` is excluded. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A side without a bound is `null`. */
export interface OpenTimeWindow {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

const shortestWindowMs = 10;

/** `factor` > 1 shows more time; the moment in the middle stays there. */
export function zoomWindow({ fromMs, toMs }: TimeWindow, factor: number, middleMs?: number): TimeWindow {
  const middle = middleMs ?? (fromMs + toMs) / 2;
  const halfMs = Math.max(shortestWindowMs, (toMs - fromMs) * factor) / 2;
  return { fromMs: Math.round(middle - halfMs), toMs: Math.round(middle + halfMs) };
}

/** Forward by this share of its own length, backward when negative. */
export function shiftWindow({ fromMs, toMs }: TimeWindow, share: number): TimeWindow {
  const byMs = Math.round((toMs - fromMs) * share);
  return { fromMs: fromMs + byMs, toMs: toMs + byMs };
}
