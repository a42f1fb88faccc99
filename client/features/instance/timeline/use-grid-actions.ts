import type { KeyboardEvent, MouseEvent } from 'react';
import type { TimelineRow } from '../../../../shared/domain/execution/timeline-rows.ts';
import {
  panView,
  shareOf,
  viewOf,
  zoomView,
  type TimelineView,
} from '../../../../shared/domain/execution/timeline-view.ts';
import { stretchOf, type Stretch } from '../../../../shared/domain/execution/timeline-times.ts';
import { gridAction, type GridAction } from './grid-keys.ts';

interface GridActions {
  rows: readonly TimelineRow[];
  view: TimelineView;
  activePlace: number;
  nowMs: number;
  onView: (view: TimelineView) => void;
  onActivate: (row: TimelineRow | null) => void;
  onToggle: (row: TimelineRow) => void;
  /** Whether the pointer dragged rather than clicked. */
  endDrag: () => boolean;
}

function movedPlace(activePlace: number, by: number, count: number): number {
  const from = activePlace < 0 && by < 0 ? count : activePlace;
  return Math.min(count - 1, Math.max(0, from + by));
}

/** The time a row's bar takes; `null` where it has none. */
function barOf(row: TimelineRow | undefined, nowMs: number): Stretch | null {
  if (row?.kind !== 'step') return null;
  const times = row.timeline.times[row.index];
  return times === undefined ? null : stretchOf(row.step, times, nowMs);
}

/** The middle of the part of a bar that is in sight, and of the view where none is. */
function anchorOf(view: TimelineView, bar: Stretch | null): number {
  if (bar === null) return 0.5;
  const from = shareOf(view, bar.fromMs);
  const to = shareOf(view, bar.toMs);
  return to < 0 || from > 1 ? 0.5 : (Math.max(0, from) + Math.min(1, to)) / 2;
}

function viewOfBar(view: TimelineView, { fromMs, toMs }: Stretch): TimelineView {
  const marginMs = Math.max(1, (toMs - fromMs) / 4);
  return viewOf(view.scale, { fromMs: fromMs - marginMs, toMs: toMs + marginMs });
}

/** Keys and clicks on the rows. */
export function useGridActions({ rows, view, activePlace, nowMs, ...rest }: GridActions) {
  const { onView, onActivate, onToggle, endDrag } = rest;
  const bar = barOf(rows[activePlace], nowMs);

  function actOnRow(action: GridAction, row: TimelineRow | undefined): void {
    if (action.act === 'show' && bar !== null) onView(viewOfBar(view, bar));
    if (row?.isUnfolded == null) return;
    if (action.act === 'open' || row.isUnfolded === (action.act === 'fold')) onToggle(row);
  }

  function act(action: GridAction): void {
    const { act: name } = action;
    if (name === 'move') onActivate(rows[movedPlace(activePlace, action.by, rows.length)] ?? null);
    else if (name === 'first') onActivate(rows[0] ?? null);
    else if (name === 'last') onActivate(rows.at(-1) ?? null);
    else if (name === 'leave') onActivate(null);
    else if (name === 'zoom') onView(zoomView(view, action.factor, anchorOf(view, bar)));
    else if (name === 'pan') onView(panView(view, action.share));
    else if (name === 'fit') onView(viewOf(view.scale, null));
    else actOnRow(action, rows[activePlace]);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const action = gridAction(event);
    if (action === null) return;
    event.preventDefault();
    act(action);
  }

  function onClick(event: MouseEvent): void {
    if (endDrag() || !(event.target instanceof Element)) return;
    const element = event.target.closest('[data-place]');
    const row = rows[Number(element?.getAttribute('data-place') ?? -1)];
    if (row === undefined) return;
    if (event.target.closest('[data-fold]') !== null) onToggle(row);
    else onActivate(row);
  }

  return { onKeyDown, onClick };
}
