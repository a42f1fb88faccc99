import type { LegendEntry } from '../../components/charts/legend.tsx';
import { slotColor } from '../../components/charts/series-slots.ts';

export const percentiles = ['p50Ms', 'p95Ms', 'p99Ms'] as const;
export type Percentile = (typeof percentiles)[number];

interface PercentileLook extends Omit<LegendEntry, 'key'> {
  /** Of the line, so that colour is not its only sign. */
  readonly dashes: string;
}

export const percentileLooks: Readonly<Record<Percentile, PercentileLook>> = {
  p50Ms: { label: 'p50', color: slotColor(5), dashes: 'none' },
  p95Ms: { label: 'p95', color: slotColor(6), dashes: '6 3' },
  p99Ms: { label: 'p99', color: slotColor(0), dashes: '2 2' },
};

export const latencyLegend: readonly LegendEntry[] = percentiles.map((key) => ({
  key,
  ...percentileLooks[key],
}));
