import { formatCount, plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { sumOf } from './histogram-bars.ts';
import type { HistogramBy } from './histogram-queries.ts';
import type { HistogramSeries } from './histogram-series.ts';

export const byWords = { created: 'created', updated: 'last updated' } as const satisfies Record<
  HistogramBy,
  string
>;

/** `12 Completed, 3 Failed`, without what does not occur. */
export function countWords(counts: readonly number[], series: readonly HistogramSeries[]): string {
  return series
    .filter(({ place }) => (counts[place] ?? 0) > 0)
    .map(({ place, label }) => `${formatCount(counts[place] ?? 0)} ${label}`)
    .join(', ');
}

interface Picture {
  readonly by: HistogramBy;
  readonly series: readonly HistogramSeries[];
  readonly counts: readonly (readonly number[])[];
  readonly stepMs: number;
  /** In the reader's zone. */
  readonly fromText: string;
  readonly toText: string;
}

/** The picture in words. */
export function summarise({ by, series, counts, stepMs, fromText, toText }: Picture): string {
  const sums = counts.map(sumOf);
  const totals = series.map((_, place) => sumOf(counts.map((step) => step[place] ?? 0)));
  const busiest = Math.max(0, ...sums);
  const spread = `${plural(sumOf(sums), 'instance')} ${byWords[by]} from ${fromText} to ${toText}`;
  const steps = `${plural(counts.length, 'step')} of ${formatDuration(stepMs)}, the busiest with ${formatCount(busiest)}`;
  return `${spread}: ${countWords(totals, series)}. ${steps}.`;
}
