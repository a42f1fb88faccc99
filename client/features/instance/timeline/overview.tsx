import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import {
  momentAt,
  shareOf,
  viewOf,
  type TimelineView,
} from '../../../../shared/domain/execution/timeline-view.ts';
import { classNames } from '../../../lib/class-names.ts';
import { formatMoment } from '../../../lib/format-moment.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { percent } from './bar-look.ts';
import { DensityStrip } from './density-strip.tsx';
import { brushed, type BrushPart } from './overview-brush.ts';
import { chartBox, rowColumns } from './timeline-row.tsx';

interface OverviewProps {
  timeline: Timeline;
  indexes: readonly number[];
  view: TimelineView;
  nowMs: number;
  onView: (view: TimelineView) => void;
}

const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowRight: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};

interface EdgeProps {
  part: 'from' | 'to';
  view: TimelineView;
  whole: TimelineView;
  onMove: (part: BrushPart, byShare: number) => void;
}

function Edge({ part, view, whole, onMove }: EdgeProps) {
  const { timeZone } = usePreferences();
  const ms = momentAt(view, part === 'from' ? 0 : 1);
  const share = shareOf(whole, ms);
  function onKeyDown(event: KeyboardEvent): void {
    const by = keySteps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(part, by);
  }
  return (
    <span
      role="slider"
      tabIndex={0}
      data-part={part}
      aria-label={part === 'from' ? 'Start of the time in sight' : 'End of the time in sight'}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={formatMoment(ms, timeZone, 1)}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 w-2 -translate-x-1/2 cursor-ew-resize touch-none before:absolute before:inset-y-1 before:left-1/2 before:w-1 before:-translate-x-1/2 before:rounded-full before:bg-accent"
      style={{ left: percent(share) }}
    />
  );
}

/** The whole of the timeline in one strip, with the part in sight marked on it. */
export function Overview({ timeline, indexes, view, nowMs, onView }: OverviewProps) {
  const box = useRef<HTMLDivElement>(null);
  const drag = useRef<{ part: BrushPart; share: number; view: TimelineView } | null>(null);
  const whole = viewOf(view.scale, null);
  const from = shareOf(whole, momentAt(view, 0));
  const to = shareOf(whole, momentAt(view, 1));
  const isWhole = to - from > 0.9999;

  function shareUnder(event: PointerEvent): number {
    const { left = 0, width = 0 } = box.current?.getBoundingClientRect() ?? {};
    return width === 0 ? 0 : Math.min(1, Math.max(0, (event.clientX - left) / width));
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof HTMLElement)) return;
    const part = partOf(event.target.dataset.part);
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { part, share: shareUnder(event), view };
  }

  function onPointerMove(event: PointerEvent): void {
    const held = drag.current;
    if (held === null) return;
    onView(brushed(held.view, held.part, held.share, shareUnder(event)));
  }

  return (
    <div className={`${rowColumns} border-b border-line`}>
      <span className="truncate py-2 pl-6 text-sm text-ink-muted">Whole run</span>
      <div className="relative h-9 border-l border-line bg-sunken">
        <div
          ref={box}
          role="group"
          aria-label="Time in sight"
          className={`${chartBox} touch-none select-none`}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={() => (drag.current = null)}
          onPointerCancel={() => (drag.current = null)}
        >
          <span className="absolute inset-x-0 inset-y-1.5">
            <DensityStrip timeline={timeline} indexes={indexes} view={whole} nowMs={nowMs} />
          </span>
          <span
            aria-hidden
            data-part="window"
            className={classNames(
              'absolute inset-y-0',
              !isWhole && 'cursor-grab bg-accent/12 outline-1 outline-accent',
            )}
            style={{ left: percent(from), width: percent(to - from) }}
          />
          {(['from', 'to'] as const).map((part) => (
            <Edge
              key={part}
              part={part}
              view={view}
              whole={whole}
              onMove={(moved, by) => onView(brushed(view, moved, 0, by))}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function partOf(name: string | undefined): BrushPart {
  return name === 'from' || name === 'to' || name === 'window' ? name : 'outside';
}
