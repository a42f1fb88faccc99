import { useId, useMemo } from 'react';
import { formatMoments } from '../../../lib/format-moment.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import type { TimeWindow } from '../../../lib/time-window.ts';
import { endMs, startOfStep, stackPaths, sumOf, type Steps } from './histogram-bars.ts';
import type { HistogramSeries } from './histogram-series.ts';
import { HistogramTooltip } from './histogram-tooltip.tsx';
import { countWords } from './histogram-words.ts';
import { useBrush, type BrushActions } from './use-brush.ts';

export interface Picture {
  readonly steps: Steps;
  /** One list a step, one count a series. */
  readonly counts: readonly (readonly number[])[];
  readonly series: readonly HistogramSeries[];
}

const emptyPicture = 'No step chosen';
const keyHelp =
  'Arrow keys move step by step, with Shift they select. Enter shows only the selected time, Escape drops the selection. Plus and minus zoom.';

function placeOf(steps: Steps, { fromMs, toMs }: TimeWindow): { left: string; width: string } {
  const lengthMs = endMs(steps) - steps.fromMs;
  return {
    left: `${((fromMs - steps.fromMs) / lengthMs) * 100}%`,
    width: `${((toMs - fromMs) / lengthMs) * 100}%`,
  };
}

function windowOfStep(steps: Steps, step: number): TimeWindow {
  return { fromMs: startOfStep(steps, step), toMs: startOfStep(steps, step + 1) };
}

function Bars({ counts, series }: Pick<Picture, 'counts' | 'series'>) {
  const paths = useMemo(
    () =>
      stackPaths(
        counts,
        series.map(({ place }) => place),
      ),
    [counts, series],
  );
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${counts.length} 1`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
    >
      {series.map(({ key, color }, order) => (
        <path key={key} d={paths[order]} style={{ fill: color }} />
      ))}
    </svg>
  );
}

/** The bars with a cursor and a selection on them, for pointer and keyboard. */
export function HistogramPlot({ steps, counts, series, ...actions }: Picture & BrushActions) {
  const { timeZone } = usePreferences();
  const helpId = useId();
  const { brush, selected, toldStep, handlers } = useBrush(steps, actions);
  const told = toldStep === null ? null : windowOfStep(steps, toldStep);
  const toldCounts = toldStep === null ? [] : (counts[toldStep] ?? []);
  const words = countWords(toldCounts, series);
  const toldText =
    told === null
      ? emptyPicture
      : `${formatMoments(told, timeZone, steps.stepMs)}: ${words === '' ? 'none' : words}`;
  const selectedText =
    selected === null ? '' : `. Selected ${formatMoments(selected, timeZone, steps.stepMs)}, Enter shows it`;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Step of the histogram"
      aria-describedby={helpId}
      aria-valuemin={1}
      aria-valuemax={steps.count}
      aria-valuenow={(toldStep ?? 0) + 1}
      aria-valuetext={toldText + selectedText}
      className="relative h-[72px] cursor-crosshair touch-none border-b border-line-strong select-none"
      {...handlers}
    >
      <span id={helpId} hidden>
        {keyHelp}
      </span>
      <Bars counts={counts} series={series} />
      {selected !== null && (
        <span
          aria-hidden
          data-testid="selection"
          className="absolute inset-y-0 border-x-2 border-accent bg-accent/15"
          style={placeOf(steps, selected)}
        />
      )}
      {told !== null && (
        <>
          <span
            aria-hidden
            className={`absolute inset-y-0 ${brush === null ? 'bg-ink/8' : 'bg-ink/8 outline-1 outline-ink-faint'}`}
            style={placeOf(steps, told)}
          />
          <HistogramTooltip
            window={selected ?? told}
            stepMs={steps.stepMs}
            share={(toldStep ?? 0) / steps.count}
            series={series}
            counts={selected === null ? toldCounts : countsWithin(steps, counts, selected)}
          />
        </>
      )}
    </div>
  );
}

function countsWithin(steps: Steps, counts: Picture['counts'], { fromMs, toMs }: TimeWindow): number[] {
  const first = Math.round((fromMs - steps.fromMs) / steps.stepMs);
  const last = Math.round((toMs - steps.fromMs) / steps.stepMs);
  const within = counts.slice(first, last);
  return Array.from(counts[0] ?? [], (_, place) => sumOf(within.map((step) => step[place] ?? 0)));
}
