import type { RefObject } from 'react';
import { formatDuration } from '../../../lib/format-duration.ts';
import { percent } from './bar-look.ts';
import type { AxisBreak, AxisTick } from './axis-ticks.ts';
import { chartBox, rowColumns } from './timeline-row.tsx';

interface TimeHeadProps {
  ticks: readonly AxisTick[];
  breaks: readonly AxisBreak[];
  zone: string;
  /** The box whose width is the view's. */
  chart: RefObject<HTMLDivElement | null>;
}

/** The clocks above the bars. */
export function TimeHead({ ticks, breaks, zone, chart }: TimeHeadProps) {
  return (
    <div aria-hidden className={`${rowColumns} h-6 border-b border-line-strong text-xs text-ink-muted`}>
      <span className="truncate py-1 pl-6">Step, times in {zone}</span>
      <div data-chart className="relative overflow-hidden border-l border-line">
        <div ref={chart} className={chartBox}>
          {ticks.map(({ ms, share, label }) => (
            <span
              key={ms}
              className="group absolute top-1 whitespace-nowrap"
              style={{ left: percent(share) }}
            >
              <span className="absolute -top-1 -left-px h-6 w-px bg-line-strong" />
              <span className="pl-1 max-sm:group-not-first:hidden">{label}</span>
            </span>
          ))}
          {breaks.map(({ fromMs, toMs, fromShare, toShare }) => (
            <span
              key={fromMs}
              title={`${formatDuration(toMs - fromMs)} without an event, cut out`}
              className="absolute top-1 -translate-x-1/2 bg-canvas px-1 whitespace-nowrap text-ink"
              style={{ left: percent((fromShare + toShare) / 2) }}
            >
              ⋯ {formatDuration(toMs - fromMs)} ⋯
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
