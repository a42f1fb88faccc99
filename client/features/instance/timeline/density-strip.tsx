import { useMemo } from 'react';
import { densityOf } from '../../../../shared/domain/execution/timeline-density.ts';
import type { Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import type { TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { stepStateLooks, stepStateOrder } from '../step-look.ts';
import { densityPaths } from './density-paths.ts';

/** As many as can be told apart on a wide screen. */
const parts = 240;

interface DensityStripProps {
  timeline: Timeline;
  indexes: readonly number[];
  view: TimelineView;
  nowMs: number;
}

/** How many steps were open over time, by state; how many at most is its height. */
export function DensityStrip({ timeline, indexes, view, nowMs }: DensityStripProps) {
  const { model, times } = timeline;
  const density = useMemo(
    () => densityOf({ steps: model.steps, times, indexes, view, parts, nowMs }),
    [model, times, indexes, view, nowMs],
  );
  const paths = useMemo(() => densityPaths(density, stepStateOrder), [density]);
  if (density.most === 0) return null;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${parts} ${density.most}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
    >
      {paths.map(({ state, path }) => (
        <path key={state} d={path} style={{ fill: stepStateLooks[state].color }} />
      ))}
    </svg>
  );
}
