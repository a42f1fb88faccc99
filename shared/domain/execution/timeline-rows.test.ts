import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../contract/history.ts';
import {
  asked,
  childAsked,
  done,
  ended,
  failed,
  fired,
  makeHistory,
  rowKeyOf,
  started,
  timer,
  turn,
} from '../../testing/execution-history.ts';
import { buildExecution } from './build-execution.ts';
import {
  drawnSteps,
  placeOfRow,
  rowIdOfEvent,
  timelineRows,
  type ChildHistory,
  type TimelineRow,
} from './timeline-rows.ts';
import { readTimeline, type Timeline } from './timeline-times.ts';
import type { Wait } from './wait.ts';

function timelineOf(events: readonly HistoryEvent[]): Timeline {
  return readTimeline(buildExecution(events));
}

function child(timeline: Timeline, isComplete = true): ChildHistory {
  return { state: 'read', timeline, waits: [], isComplete };
}

interface Given {
  unfolded?: readonly string[];
  children?: Record<string, ChildHistory>;
  waits?: readonly Wait[];
}

function rowsOf(timeline: Timeline, { unfolded = [], children = {}, waits = [] }: Given = {}) {
  return timelineRows({
    instanceId: 'order',
    timeline,
    waits,
    unfolded: new Set(unfolded),
    children: new Map(Object.entries(children)),
  });
}

function titleOf(row: TimelineRow): string {
  if (row.kind === 'step') return row.step.name ?? row.step.kind;
  if (row.kind === 'fan-out') return `${row.indexes.length} × ${row.fanOut.name ?? ''}`;
  return row.kind === 'note' ? row.note : row.kind;
}

/** Indented by what stands below what. */
function outline(rows: readonly TimelineRow[]): string[] {
  return rows.map((row) => `${'-'.repeat(row.depth)}${titleOf(row)}`);
}

function siblings(count: number, name = 'Hello') {
  return Array.from({ length: count }, (_, place) => asked(place, name));
}

const family = timelineOf(makeHistory(started(), turn(asked(0), childAsked(1, 'Ship', 'ship-1'))));
const childRow = rowKeyOf(3);

describe('the rows of a timeline', () => {
  it('are the orchestrator and its steps in order', () => {
    const timeline = timelineOf(makeHistory(started(), turn(asked(0, 'A'), asked(1, 'B'), timer(2))));
    expect(outline(rowsOf(timeline).rows)).toEqual(['execution', 'A', 'B', 'timer']);
  });

  it('fold more siblings than fit a screen, and unfold them where they stand', () => {
    const timeline = timelineOf(makeHistory(started(), turn(...siblings(13), asked(99, 'Last'))));
    const folded = rowsOf(timeline).rows;
    expect(outline(folded)).toEqual(['execution', '13 × Hello', 'Last']);
    const unfolded = rowsOf(timeline, { unfolded: [folded[1]?.id ?? ''] }).rows;
    expect(outline(unfolded).slice(0, 3)).toEqual(['execution', '13 × Hello', '-Hello']);
    expect(unfolded).toHaveLength(3 + 13);
  });

  it('leave a dozen siblings one by one', () => {
    const timeline = timelineOf(makeHistory(started(), turn(...siblings(12))));
    expect(rowsOf(timeline).rows).toHaveLength(13);
  });

  it('show the delay of a retry with what is tried again', () => {
    const rows = [started(), turn(asked(0)), turn(failed(0), timer(1, 8)), turn(fired(1, 8), asked(2))];
    const timeline = timelineOf(makeHistory(...rows, turn(done(2))));
    expect(outline(rowsOf(timeline).rows)).toEqual(['execution', 'Charge']);
    expect(drawnSteps(timeline)).toEqual([0]);
    const timerKey = timeline.model.steps[1]?.id ?? '';
    expect(rowIdOfEvent(timeline, timerKey)).toBe(timeline.model.steps[0]?.id);
  });

  it('ask for the history of a child only when it is unfolded', () => {
    expect(rowsOf(family).children).toEqual([]);
    const opened = rowsOf(family, { unfolded: [childRow] });
    expect(opened.children).toEqual(['ship-1']);
    expect(outline(opened.rows)).toEqual(['execution', 'Charge', 'Ship', '-loading']);
  });

  it('show the steps of a child below it, and those of its own child below them', () => {
    const shipping = timelineOf(makeHistory(started('Ship'), turn(childAsked(0, 'Pack', 'pack-1'))));
    const packing = timelineOf(makeHistory(started('Pack'), turn(asked(0, 'Fold')), turn(done(0), ended())));
    const { rows, children } = rowsOf(family, {
      unfolded: [childRow, `${childRow}/${rowKeyOf(2)}`],
      children: { 'ship-1': child(shipping), 'pack-1': child(packing, false) },
    });
    expect(outline(rows)).toEqual(['execution', 'Charge', 'Ship', '-Pack', '--Fold', '--incomplete']);
    expect(children).toEqual(['ship-1', 'pack-1']);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('stop where a child is its own ancestor', () => {
    const circle = timelineOf(makeHistory(started('Ship'), turn(childAsked(0, 'Order', 'order'))));
    const { rows, children } = rowsOf(family, {
      unfolded: [childRow, `${childRow}/${rowKeyOf(2)}`],
      children: { 'ship-1': child(circle) },
    });
    expect(outline(rows)).toEqual(['execution', 'Charge', 'Ship', '-Order', '--cycle']);
    expect(children).toEqual(['ship-1']);
  });

  it('say that a child cannot be read', () => {
    const given: Given = { unfolded: [childRow], children: { 'ship-1': { state: 'failed' } } };
    expect(outline(rowsOf(family, given).rows).at(-1)).toBe('-failed');
  });

  it('end with what is waited for and no event stands for', () => {
    const wait: Wait = {
      ...{ kind: 'external-event', stepId: null, name: null, instanceId: null, since: null },
      ...{ dueAt: null, attempt: 1, isInferred: true },
    };
    const waits: Wait[] = [{ ...wait, kind: 'activity', stepId: rowKeyOf(2) }, wait];
    expect(outline(rowsOf(family, { waits }).rows)).toEqual(['execution', 'Charge', 'Ship', 'wait']);
  });

  it('are found by an event, also when they are folded', () => {
    const timeline = timelineOf(makeHistory(started(), turn(asked(50, 'First'), ...siblings(13))));
    const { rows } = rowsOf(timeline);
    const id = rowIdOfEvent(timeline, rowKeyOf(7));
    expect(id).toBe(rowKeyOf(7));
    expect(placeOfRow(rows, id ?? '')).toBe(2);
    expect(placeOfRow(rows, 'nowhere')).toBe(-1);
    expect(rowIdOfEvent(timeline, 'nowhere')).toBeNull();
  });
});
