import type { TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { shareOf } from '../../../../shared/domain/execution/timeline-view.ts';
import { percent } from './bar-look.ts';
import type { AxisBreak, AxisTick } from './axis-ticks.ts';
import { MomentLine } from './row-bars.tsx';
import { chartBox, rowColumns } from './timeline-row.tsx';

interface ChartOverlayProps {
  view: TimelineView;
  ticks: readonly AxisTick[];
  breaks: readonly AxisBreak[];
  /** `null` for one that does not run. */
  presentMs: number | null;
}

/** Lines through all rows: clocks, cut gaps, and the present. */
export function ChartOverlay({ view, ticks, breaks, presentMs }: ChartOverlayProps) {
  return (
    <div aria-hidden className={`${rowColumns} pointer-events-none absolute inset-0`}>
      <span />
      <div className="relative overflow-hidden">
        <div className={chartBox}>
          {ticks.map(({ ms, share }) => (
            <MomentLine key={ms} share={share} className="-z-10 bg-line" />
          ))}
          {breaks.map((gap) => (
            <span
              key={gap.fromMs}
              className="absolute inset-y-0 border-x border-dashed border-ink-faint"
              style={{
                left: percent(Math.max(0, gap.fromShare)),
                width: percent(Math.min(1, gap.toShare) - Math.max(0, gap.fromShare)),
                background: 'repeating-linear-gradient(135deg, var(--line) 0 1px, var(--canvas) 1px 5px)',
              }}
            />
          ))}
          {presentMs !== null && <MomentLine share={shareOf(view, presentMs)} className="bg-accent" />}
        </div>
      </div>
    </div>
  );
}
