import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { replaceFields } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import { instantToMs, msToInstant, type Instant } from '../../../../shared/domain/instant.ts';
import { coverageNow } from '../../../api/coverage-now.ts';
import { useHubFeed } from '../../../api/use-hub-changes.ts';
import { Legend } from '../../../components/charts/legend.tsx';
import { useSeriesSlots } from '../../../components/charts/use-series-slots.ts';
import { CoverageNote } from '../../../components/coverage-note.tsx';
import { StaleMark } from '../../../components/stale-mark.tsx';
import type { OpenTimeWindow } from '../../../lib/time-window.ts';
import { zoomedIn } from './brush.ts';
import { widenWindow, windowOfTerms } from './filter-window.ts';
import { endMs, withRoom } from './histogram-bars.ts';
import {
  EmptyHistogram,
  HistogramBody,
  HistogramFailure,
  HistogramSkeleton,
  PictureHeading,
} from './histogram-body.tsx';
import type { Picture } from './histogram-plot.tsx';
import { histogramQuery, type HistogramAnswer } from './histogram-queries.ts';
import { seriesInOrder } from './histogram-series.ts';
import { HistogramTable } from './histogram-table.tsx';
import { HistogramToolbar, type HistogramLook, type LookChange } from './histogram-toolbar.tsx';

interface HistogramPanelProps extends HistogramLook {
  hub: string;
  /** Understood filter text. */
  q: string;
  onLookChange: (change: LookChange) => void;
  /** Both `null` = no window. */
  onWindow: (field: 'created' | 'updated', from: Instant | null, to: Instant | null) => void;
}

function usePicture(answer: HistogramAnswer | undefined): Picture | null {
  const color = answer?.asked.color ?? 'status';
  const names = useMemo(
    () => (color === 'name' ? (answer?.series ?? []).filter((name) => name !== null) : []),
    [answer, color],
  );
  const slots = useSeriesSlots(names);
  return useMemo(() => {
    if (answer?.from == null || answer.counts.length === 0) return null;
    const { from, stepMs, counts } = answer;
    const steps = { fromMs: instantToMs(from), stepMs, count: counts.length };
    return { ...withRoom({ steps, counts }), series: seriesInOrder(answer.series, color, slots) };
  }, [answer, color, slots]);
}

/** The same instances and time on the throughput page, where the window is not part of the filter. */
function throughputOf(q: string, window: OpenTimeWindow | null, nowMs: number) {
  const rest = replaceFields(q, 'UTC', ['created'], []);
  const toMs = window?.toMs ?? nowMs;
  return {
    ...(rest !== '' && { q: rest }),
    ...(window?.fromMs != null &&
      window.fromMs < toMs && { from: msToInstant(window.fromMs), to: msToInstant(toMs) }),
  };
}

/** Matching instances over time; a part of the picture can be made the filter's window. */
export function HistogramPanel({ hub, q, by, color, onLookChange, onWindow }: HistogramPanelProps) {
  const query = useQuery(histogramQuery(hub, { q, by, color }));
  const feed = useHubFeed(hub);
  const [isTableOpen, setIsTableOpen] = useState(false);
  const { data, error } = query;
  const picture = usePicture(data);
  const terms = useMemo(() => parseFilter(q, 'UTC').terms.map(({ term }) => term), [q]);
  const window = windowOfTerms(terms, by, query.dataUpdatedAt);
  const retry = { onRetry: () => void query.refetch(), isRetrying: query.isFetching };

  function show({ fromMs, toMs }: OpenTimeWindow): void {
    onWindow(by, fromMs === null ? null : msToInstant(fromMs), toMs === null ? null : msToInstant(toMs));
  }
  const onZoomIn = picture === null ? null : () => show(zoomedIn(picture.steps, null));
  const onZoomOut =
    window === null
      ? null
      : () => {
          const shown = picture && { fromMs: picture.steps.fromMs, toMs: endMs(picture.steps) };
          show(widenWindow(window, shown, query.dataUpdatedAt));
        };
  const coverage = data && coverageNow({ coverage: data.coverage, readAtMs: query.dataUpdatedAt }, feed);
  const isWhole = coverage?.state === 'current' || coverage?.state === 'idle';
  return (
    <section aria-label="Histogram" aria-busy={data === undefined && error === null} className="px-4 pb-1">
      <header className="flex min-h-8 flex-wrap items-center gap-x-3 py-0.5">
        {picture !== null && <PictureHeading {...picture} />}
        {coverage !== undefined && !isWhole && <CoverageNote coverage={coverage} />}
        {data !== undefined && error !== null && (
          <StaleMark error={error} dataUpdatedAtMs={query.dataUpdatedAt} {...retry} />
        )}
        <HistogramToolbar
          hub={hub}
          by={by}
          color={color}
          onLookChange={onLookChange}
          onZoomIn={onZoomIn}
          onZoomOut={onZoomOut}
          onWholeTime={() => show({ fromMs: null, toMs: null })}
          isTableOpen={isTableOpen}
          onTableToggle={() => setIsTableOpen(!isTableOpen)}
          throughput={throughputOf(q, by === 'created' ? window : null, query.dataUpdatedAt)}
        />
      </header>
      {data === undefined && error === null && <HistogramSkeleton />}
      {data === undefined && error !== null && <HistogramFailure error={error} {...retry} />}
      {data !== undefined && picture === null && <EmptyHistogram by={by} hasWindow={window !== null} />}
      {picture !== null && (
        <HistogramBody
          by={data?.asked.by ?? by}
          {...picture}
          onWindow={(from, to) => onWindow(by, from, to)}
          onZoomOut={() => onZoomOut?.()}
        />
      )}
      <div className="min-h-4">
        {picture !== null && <Legend entries={picture.series} label="Colours of the histogram" />}
      </div>
      {picture !== null && isTableOpen && <HistogramTable {...picture} />}
    </section>
  );
}
