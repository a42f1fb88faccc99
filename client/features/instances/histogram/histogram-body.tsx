import { useId } from 'react';
import { TimeAxis } from '../../../components/charts/time-axis.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { plural } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { formatMoment } from '../../../lib/format-moment.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { endMs, sumOf } from './histogram-bars.ts';
import { HistogramPlot, type Picture } from './histogram-plot.tsx';
import type { HistogramBy } from './histogram-queries.ts';
import { byWords, summarise } from './histogram-words.ts';
import type { BrushActions } from './use-brush.ts';

/** As high as bars and axis, so that nothing moves when they come. */
const bodyHeight = 'h-[88px]';

export function HistogramSkeleton() {
  return (
    <div role="status" className={bodyHeight}>
      <span className="sr-only">Loading</span>
      <Skeleton className="h-[72px]!" />
    </div>
  );
}

interface HistogramFailureProps {
  error: Error;
  onRetry: () => void;
  isRetrying: boolean;
}

export function HistogramFailure(props: HistogramFailureProps) {
  return (
    <div className="min-h-[88px]">
      <ErrorNotice {...props} />
    </div>
  );
}

export function EmptyHistogram({ by, hasWindow }: { by: HistogramBy; hasWindow: boolean }) {
  return (
    <div
      className={`flex ${bodyHeight} flex-col items-center justify-center rounded-md bg-sunken text-center text-ink-muted`}
    >
      <p>No matching instance says when it was {byWords[by]}</p>
      <p className="text-sm">
        {hasWindow
          ? 'Zoom out to look at more time.'
          : 'Bars appear here as soon as an instance matches the filter.'}
      </p>
    </div>
  );
}

/** How much the picture shows, and in which steps. */
export function PictureHeading({ steps, counts }: Pick<Picture, 'steps' | 'counts'>) {
  return (
    <p className="text-sm text-ink-muted">
      {plural(sumOf(counts.map(sumOf)), 'instance')} in steps of {formatDuration(steps.stepMs)}
    </p>
  );
}

/** Bars with their axis and a sentence that says the same. */
export function HistogramBody({ by, ...picture }: Picture & BrushActions & { by: HistogramBy }) {
  const { timeZone } = usePreferences();
  const summaryId = useId();
  const { steps, counts, series } = picture;
  const window = { fromMs: steps.fromMs, toMs: endMs(steps) };
  return (
    <div role="group" aria-describedby={summaryId} aria-label="Histogram">
      <p id={summaryId} className="sr-only">
        {summarise({
          by,
          series,
          counts,
          stepMs: steps.stepMs,
          fromText: formatMoment(window.fromMs, timeZone, steps.stepMs),
          toText: formatMoment(window.toMs, timeZone, steps.stepMs),
        })}
      </p>
      <HistogramPlot {...picture} />
      <TimeAxis window={window} />
    </div>
  );
}
