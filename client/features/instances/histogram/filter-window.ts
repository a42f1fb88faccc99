import type { FilterTerm, TimeBound } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { instantToMs } from '../../../../shared/domain/instant.ts';
import { zoomWindow, type OpenTimeWindow, type TimeWindow } from '../../../lib/time-window.ts';

function msOf(bound: TimeBound | null, nowMs: number): number | null {
  if (bound === null) return null;
  return bound.kind === 'instant' ? instantToMs(bound.at) : nowMs - bound.ms;
}

/** Every time that all terms on the field leave; `null` when no term bounds it. */
export function windowOfTerms(
  terms: readonly FilterTerm[],
  field: 'created' | 'updated',
  nowMs: number,
): OpenTimeWindow | null {
  const bounds = terms.flatMap((term) =>
    term.field === field && !term.isNegated && 'from' in term ? [term] : [],
  );
  const from = bounds.flatMap((term) => msOf(term.from, nowMs) ?? []);
  const to = bounds.flatMap((term) => msOf(term.to, nowMs) ?? []);
  if (from.length + to.length === 0) return null;
  return {
    fromMs: from.length === 0 ? null : Math.max(...from),
    toMs: to.length === 0 ? null : Math.min(...to),
  };
}

const zoomOutFactor = 3;
const fiftyYearsMs = 50 * 365.25 * 86_400_000;

/**
 * Shows more time around the present window. A side that was open stays open, one that would reach beyond now opens;
 * nothing is left of a window that would hold every time.
 */
export function widenWindow(window: OpenTimeWindow, shown: TimeWindow | null, nowMs: number): OpenTimeWindow {
  const fromMs = window.fromMs ?? shown?.fromMs ?? null;
  const toMs = window.toMs ?? shown?.toMs ?? nowMs;
  if (fromMs === null) return { fromMs: null, toMs: null };
  const wide = zoomWindow({ fromMs, toMs: Math.max(fromMs, toMs) }, zoomOutFactor);
  const isEndless = wide.toMs - wide.fromMs > fiftyYearsMs;
  return {
    fromMs: window.fromMs === null || isEndless ? null : wide.fromMs,
    toMs: window.toMs === null || isEndless || wide.toMs >= nowMs ? null : wide.toMs,
  };
}
