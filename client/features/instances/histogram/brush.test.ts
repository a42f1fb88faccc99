import { describe, expect, it } from 'vitest';
import { dragTo, moveCursor, selectedWindow, zoomedIn } from './brush.ts';

const steps = { fromMs: 0, stepMs: 10, count: 10 };

describe('the brush', () => {
  it('enters at the side it comes from and stops at both ends', () => {
    expect(moveCursor(steps, null, 1, false).cursorMs).toBe(0);
    const last = moveCursor(steps, null, -1, false);
    expect(last.cursorMs).toBe(90);
    expect(moveCursor(steps, last, 1, false).cursorMs).toBe(90);
    expect(moveCursor(steps, last, -99, false).cursorMs).toBe(0);
  });

  it('selects from where extending began, in either direction', () => {
    const start = moveCursor(steps, null, 1, false);
    const right = moveCursor(steps, moveCursor(steps, start, 2, false), 1, true);
    expect(selectedWindow(steps, right)).toEqual({ fromMs: 20, toMs: 40 });
    const left = moveCursor(steps, right, -3, true);
    expect(selectedWindow(steps, left)).toEqual({ fromMs: 0, toMs: 30 });
    expect(selectedWindow(steps, moveCursor(steps, left, 1, false))).toBeNull();
  });

  it('selects whole steps by dragging', () => {
    const dragged = dragTo(dragTo({ cursorMs: 74, anchorMs: null }, 60), 33);
    expect(selectedWindow(steps, dragged)).toEqual({ fromMs: 30, toMs: 80 });
  });

  it('keeps its moments while steps move on', () => {
    const brush = { cursorMs: 55, anchorMs: 30 };
    expect(selectedWindow({ ...steps, fromMs: 20 }, brush)).toEqual({ fromMs: 30, toMs: 60 });
  });

  it('zooms into half of the steps around the cursor, never beyond the ends', () => {
    expect(zoomedIn(steps, null)).toEqual({ fromMs: 30, toMs: 80 });
    expect(zoomedIn(steps, { cursorMs: 95, anchorMs: null })).toEqual({ fromMs: 50, toMs: 100 });
    expect(zoomedIn(steps, { cursorMs: 0, anchorMs: null })).toEqual({ fromMs: 0, toMs: 50 });
    expect(zoomedIn({ ...steps, count: 1 }, null)).toEqual({ fromMs: 0, toMs: 10 });
  });
});
