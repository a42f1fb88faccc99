import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { drawnSteps, type TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import type { Timeline } from '../../../../shared/domain/execution/timeline-times.ts';
import type { TimelineView } from '../../../../shared/domain/execution/timeline-view.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { axisBreaks, axisTicks } from './axis-ticks.ts';
import { ChartOverlay } from './chart-overlay.tsx';
import { keyHelp } from './grid-keys.ts';
import { HoverCard } from './hover-card.tsx';
import { Overview } from './overview.tsx';
import { TimeHead } from './time-head.tsx';
import { foldedHeightPx, rowElementId, rowHeightPx, TimelineRowView } from './timeline-row.tsx';
import { useChartGestures } from './use-chart-gestures.ts';
import { useGridActions } from './use-grid-actions.ts';
import { useRowHover } from './use-row-hover.ts';

interface TimelineGridProps {
  hub: string;
  label: string;
  timeline: Timeline;
  rows: readonly TimelineRow[];
  view: TimelineView;
  /** Up to where open steps are drawn. */
  nowMs: number;
  isRunning: boolean;
  /** Of the selected row; -1 = none, or one that is not shown. */
  activePlace: number;
  /** Half the height, because details stand below. */
  isShort: boolean;
  onView: (view: TimelineView) => void;
  onActivate: (row: TimelineRow | null) => void;
  onToggle: (row: TimelineRow) => void;
}

function heightOf(row: TimelineRow | undefined): number {
  return row?.kind === 'fan-out' ? foldedHeightPx : rowHeightPx;
}

/** Rows of bars under a strip and a clock, for pointer, wheel and keys. */
export function TimelineGrid({ timeline, rows, view, activePlace, ...props }: TimelineGridProps) {
  const { nowMs, isRunning, onView, onActivate, onToggle } = props;
  const { timeZone } = usePreferences();
  const helpId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const chart = useRef<HTMLDivElement>(null);
  const gestures = useChartGestures({ scroller, chart, view, onView });
  const hover = useRowHover();
  // Another function would make the virtualizer forget every height.
  const keyOf = useCallback((place: number) => rows[place]?.id ?? place, [rows]);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: (place) => heightOf(rows[place]),
    overscan: 3,
    scrollPaddingStart: headHeightPx,
    useFlushSync: false,
  });
  const ticks = useMemo(() => axisTicks(view, timeZone), [view, timeZone]);
  const breaks = useMemo(() => axisBreaks(view), [view]);
  const drawn = useMemo(() => drawnSteps(timeline), [timeline]);
  const activeId = rows[activePlace]?.id;

  useEffect(() => {
    if (activeId !== undefined) virtualizer.scrollToIndex(activePlace, { align: 'auto' });
    // Only a row that was just chosen is brought into sight: new rows above it must not move what is read.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [activeId, props.isShort]);

  const { onKeyDown, onClick } = useGridActions({
    ...{ rows, view, activePlace, nowMs, onView, onActivate, onToggle },
    endDrag: gestures.endDrag,
  });
  const hovered = rows[hover.place ?? -1];
  return (
    <div
      ref={scroller}
      className={`relative isolate overflow-auto border-y border-line ${props.isShort ? 'max-h-[44vh]' : 'max-h-[66vh]'}`}
      onPointerDown={gestures.onPointerDown}
      onPointerMove={(event) => {
        gestures.onPointerMove(event);
        hover.onPointerMove(event);
      }}
      onPointerLeave={hover.onPointerLeave}
      onScroll={hover.onPointerLeave}
    >
      <div className="sticky top-0 z-20 bg-canvas">
        <Overview timeline={timeline} indexes={drawn} view={view} nowMs={nowMs} onView={onView} />
        <TimeHead ticks={ticks} breaks={breaks} zone={timeZone} chart={chart} />
      </div>
      <span id={helpId} hidden>
        {keyHelp}
      </span>
      <div
        role="treegrid"
        tabIndex={0}
        aria-label={props.label}
        aria-describedby={helpId}
        aria-rowcount={rows.length}
        aria-colcount={2}
        aria-activedescendant={activeId === undefined ? undefined : rowElementId(activeId)}
        className="group/grid relative isolate cursor-default outline-none select-none"
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              role="presentation"
              className="absolute inset-x-0 top-0"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              <TimelineRowView
                row={row}
                place={index}
                view={view}
                nowMs={nowMs}
                isActive={index === activePlace}
              />
            </div>
          );
        })}
        <ChartOverlay view={view} ticks={ticks} breaks={breaks} presentMs={isRunning ? nowMs : null} />
      </div>
      {hovered !== undefined && <HoverCard hub={props.hub} row={hovered} nowMs={nowMs} at={hover.at} />}
    </div>
  );
}

/** Strip and clock stay above the rows. */
const headHeightPx = 62;
