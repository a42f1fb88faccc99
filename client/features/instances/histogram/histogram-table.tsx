import { DataTable } from '../../../components/charts/data-table.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { formatMoments } from '../../../lib/format-moment.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { startOfStep, sumOf } from './histogram-bars.ts';
import type { Picture } from './histogram-plot.tsx';

/** The numbers behind the picture; steps without instances are left out. */
export function HistogramTable({ steps, counts, series }: Picture) {
  const { timeZone } = usePreferences();
  const rows = counts.flatMap((step, place) => (sumOf(step) === 0 ? [] : [{ step, place }]));
  return (
    <DataTable
      label="Instances over time"
      headLabel="Time"
      columns={[
        { key: 'all', label: 'Instances' },
        ...series.map(({ key, label }) => ({ key: `series ${key}`, label: toVisibleText(label) })),
      ]}
      rows={rows.map(({ step, place }) => ({
        key: place,
        head: formatMoments(
          { fromMs: startOfStep(steps, place), toMs: startOfStep(steps, place + 1) },
          timeZone,
          steps.stepMs,
        ),
        cells: [sumOf(step), ...series.map((one) => step[one.place] ?? 0)].map(formatCount),
      }))}
    />
  );
}
