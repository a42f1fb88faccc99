import type { RefObject } from 'react';
import { percent } from './bar-look.ts';
import type { AxisTick } from './axis-ticks.ts';
import { chartBox, rowColumns } from './timeline-row.tsx';

interface TimeHeadProps {
  ticks: readonly AxisTick[];
  zone: string;
  /** The box whose width is the view's. */
  chart: RefObject<HTMLDivElement | null>;
}

/** The clocks above the bars. */
export function TimeHead({ ticks, zone, chart }: TimeHeadProps) {
  return (
    <div aria-hidden className={`${rowColumns} h-6 border-b border-line-strong text-xs text-ink-muted`}>
      <span className="truncate py-1 pl-6">Step</span>
      <div data-chart className="relative overflow-hidden border-l border-line">
        <div ref={chart} className={chartBox}>
          {ticks.map(({ ms, share, label }) => (
            <span key={ms} className="absolute top-1 whitespace-nowrap" style={{ left: percent(share) }}>
              <span className="absolute -top-1 -left-px h-6 w-px bg-line-strong" />
              <span className="pl-1">{label}</span>
            </span>
          ))}
        </div>
        <span className="absolute top-1 right-1 bg-canvas pl-1">{zone}</span>
      </div>
    </div>
  );
}
