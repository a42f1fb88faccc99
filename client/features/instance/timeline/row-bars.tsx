import { useMemo } from 'react';
import { instantToMs } from '../../../../shared/domain/instant.ts';
import type {
  ExecutionRow,
  FanOutRow,
  StepRow,
  WaitRow,
} from '../../../../shared/domain/execution/timeline-rows.ts';
import {
  mergeSegments,
  segmentsOf,
  type Segment,
} from '../../../../shared/domain/execution/timeline-segments.ts';
import { shareOf, type TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { lengthsOf } from '../../../../shared/domain/execution/timeline-quantiles.ts';
import { plural } from '../../../lib/format-count.ts';
import { percent, placeOf, segmentLook } from './bar-look.ts';
import { DensityStrip } from './density-strip.tsx';
import { countWords, lengthWords } from './row-words.ts';

/** Closer than this share of the view, two marks are one. */
const leastShare = 0.0015;

interface BarProps {
  view: TimelineView;
  nowMs: number;
}

function leastMsOf({ drawnFromMs, drawnToMs }: TimelineView): number {
  return (drawnToMs - drawnFromMs) * leastShare;
}

function SegmentBar({ segment, view }: { segment: Segment; view: TimelineView }) {
  const place = placeOf(view, segment);
  if (place === null) return null;
  const { heightPx, style } = segmentLook(segment);
  const box =
    segment.kind === 'moment'
      ? { width: heightPx, marginLeft: -heightPx / 2, left: place.left }
      : { ...place, minWidth: 2 };
  return (
    <span
      data-segment={segment.kind}
      className="absolute"
      style={{ ...box, ...style, height: heightPx, top: `calc(50% - ${heightPx / 2}px)` }}
    />
  );
}

/** Where to look for bars that are out of sight; `null` when some of them are not. */
function sideOf(segments: readonly Segment[], view: TimelineView): 'before' | 'behind' | null {
  if (segments.every(({ toMs }) => shareOf(view, toMs) < 0)) return 'before';
  return segments.every(({ fromMs }) => shareOf(view, fromMs) > 1) ? 'behind' : null;
}

function NoTime() {
  return <span className="absolute inset-y-0 left-0 py-1 text-sm text-ink-faint">no time recorded</span>;
}

export function StepBars({ row, view, nowMs }: BarProps & { row: StepRow }) {
  const { step, timeline, index } = row;
  const times = timeline.times[index];
  const segments = useMemo(
    () => (times === undefined ? [] : segmentsOf(step, times, { nowMs, endMs: timeline.endMs })),
    [step, times, nowMs, timeline.endMs],
  );
  if (segments.length === 0) return <NoTime />;
  const side = sideOf(segments, view);
  if (side !== null)
    return (
      <span className={`absolute inset-y-0 py-1 text-ink-faint ${side === 'before' ? 'left-0' : 'right-0'}`}>
        {side === 'before' ? '◂' : '▸'}
      </span>
    );
  return mergeSegments(segments, leastMsOf(view)).map((segment) => (
    <SegmentBar key={`${segment.kind} ${segment.state} ${segment.fromMs}`} segment={segment} view={view} />
  ));
}

export function WaitBars({ row, view, nowMs }: BarProps & { row: WaitRow }) {
  const { since } = row.wait;
  if (since === null) return <NoTime />;
  const segment: Segment = { kind: 'open', state: 'open', fromMs: instantToMs(since), toMs: nowMs };
  return <SegmentBar segment={segment} view={view} />;
}

/** The words stand above the strip: counts are not to be read from colours. */
export function FanOutBars({ row, view, nowMs }: BarProps & { row: FanOutRow }) {
  const { timeline, indexes, fanOut } = row;
  const lengths = useMemo(() => lengthWords(lengthsOf(timeline.times, indexes)), [timeline, indexes]);
  return (
    <>
      <span className="absolute inset-x-0 top-0.5 truncate text-xs text-ink-muted">
        {countWords(fanOut.counts)}
        {lengths !== '' && ` · ${lengths}`}
      </span>
      <span className="absolute inset-x-0 top-[18px] bottom-1">
        <DensityStrip timeline={timeline} indexes={indexes} view={view} nowMs={nowMs} />
      </span>
    </>
  );
}

/** One path for all turns, however many. */
function turnPath({ turns }: ExecutionRow['timeline'], view: TimelineView): string {
  const leastMs = leastMsOf(view);
  let path = '';
  let untilMs = -Infinity;
  for (const { fromMs, toMs } of turns) {
    if (toMs <= untilMs) continue;
    untilMs = Math.max(toMs, fromMs + leastMs);
    const place = placeOf(view, { fromMs, toMs: untilMs });
    if (place === null) continue;
    const left = Number.parseFloat(place.left);
    path += `M${left} 0h${Math.max(0.1, Number.parseFloat(place.width))}v1H${left}z`;
  }
  return path;
}

export function ExecutionBars({ row, view, nowMs }: BarProps & { row: ExecutionRow }) {
  const { timeline } = row;
  const { firstMs, endMs } = timeline;
  const path = useMemo(() => turnPath(timeline, view), [timeline, view]);
  const whole = firstMs === null ? null : placeOf(view, { fromMs: firstMs, toMs: endMs ?? nowMs });
  return (
    <>
      {whole !== null && (
        <span className="absolute top-1/2 h-px bg-ink-faint" style={{ ...whole, minWidth: 2 }} />
      )}
      <svg
        role="presentation"
        aria-hidden
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        className="absolute inset-x-0 top-[7px] h-3.5 w-full"
      >
        <title>{plural(timeline.turns.length, 'turn')}</title>
        <path d={path} className="fill-ink-muted" />
      </svg>
    </>
  );
}

/** A line at a moment, through all rows. */
export function MomentLine({ share, className }: { share: number; className: string }) {
  if (share < 0 || share > 1) return null;
  return <span className={`absolute inset-y-0 w-px ${className}`} style={{ left: percent(share) }} />;
}
