import { formatCount, plural } from '../../../lib/format-count.ts';
import { formatMoments } from '../../../lib/format-moment.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import type { TimeWindow } from '../../../lib/time-window.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { sumOf } from './histogram-bars.ts';
import type { HistogramSeries } from './histogram-series.ts';

interface HistogramTooltipProps {
  window: TimeWindow;
  stepMs: number;
  /** Where on the time axis, 0 to 1. */
  share: number;
  series: readonly HistogramSeries[];
  counts: readonly number[];
}

/** For the eyes: a screen reader hears the same as the value of the slider. */
export function HistogramTooltip({ window, stepMs, share, series, counts }: HistogramTooltipProps) {
  const { timeZone } = usePreferences();
  const shown = series.filter(({ place }) => (counts[place] ?? 0) > 0);
  const side =
    share < 0.5 ? { left: `calc(${share * 100}% + 2rem)` } : { right: `calc(${(1 - share) * 100}% + 1rem)` };
  return (
    <div
      aria-hidden
      style={side}
      className="pointer-events-none absolute top-1 z-20 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-sm whitespace-nowrap shadow-lg"
    >
      <p>{formatMoments(window, timeZone, stepMs)}</p>
      <p className="font-medium">{plural(sumOf(counts), 'instance')}</p>
      {shown.reverse().map(({ key, label, color, place, icon: Icon }) => (
        <p key={key} className="flex items-center gap-1.5">
          {Icon ? (
            <Icon size={12} style={{ color }} />
          ) : (
            <span className="size-2 rounded-[1px]" style={{ background: color }} />
          )}
          <span className="max-w-60 flex-1 truncate">{toVisibleText(label)}</span>
          <span className="pl-3">{formatCount(counts[place] ?? 0)}</span>
        </p>
      ))}
    </div>
  );
}
