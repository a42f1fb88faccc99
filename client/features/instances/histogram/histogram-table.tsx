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
  const cell = 'px-2 py-0.5 text-right font-normal whitespace-nowrap';
  return (
    <div className="mt-1 max-h-48 overflow-auto rounded-md border border-line" tabIndex={0}>
      <table aria-label="Instances over time" className="text-sm">
        <thead className="sticky top-0 bg-sunken text-ink-muted">
          <tr>
            <th scope="col" className="px-2 py-0.5 text-left font-normal">
              Time
            </th>
            <th scope="col" className={cell}>
              Instances
            </th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col" className={`${cell} max-w-40 truncate`}>
                {toVisibleText(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, place }) => (
            <tr key={place} className="border-t border-line">
              <th scope="row" className="px-2 py-0.5 text-left font-normal whitespace-nowrap">
                {formatMoments(
                  { fromMs: startOfStep(steps, place), toMs: startOfStep(steps, place + 1) },
                  timeZone,
                  steps.stepMs,
                )}
              </th>
              <td className={cell}>{formatCount(sumOf(step))}</td>
              {series.map(({ key, place: column }) => (
                <td key={key} className={cell}>
                  {formatCount(step[column] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
