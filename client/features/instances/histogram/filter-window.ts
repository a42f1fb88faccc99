import { replaceFields } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import type { FilterTerm, TimeBound } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { instantToMs, type Instant } from '../../../../shared/domain/instant.ts';
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

interface FilterWindow {
  readonly field: 'created' | 'updated';
  /** Both `null` = no window. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** The filter text with this window; times that are excluded stay so, for the bars were counted without them. */
export function withWindow(text: string, zone: string, { field, from, to }: FilterWindow): string {
  const window = {
    ...{ field, isNegated: false },
    from: from === null ? null : ({ kind: 'instant', at: from, isInclusive: true } as const),
    to: to === null ? null : ({ kind: 'instant', at: to, isInclusive: false } as const),
  };
  const excluded = parseFilter(text, zone).terms.flatMap(({ term }) =>
    term.field === field && term.isNegated ? [term] : [],
  );
  const hasBounds = from !== null || to !== null;
  return replaceFields(text, zone, [field], [...(hasBounds ? [window] : []), ...excluded]);
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
