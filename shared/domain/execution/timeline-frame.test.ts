import { describe, expect, it } from 'vitest';
import {
  asked,
  childAsked,
  done,
  ended,
  makeHistory,
  started,
  timeOfRow,
  timer,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { at } from '../../testing/instances.ts';
import { instantToMs } from '../instant.ts';
import { buildExecution } from './build-execution.ts';
import { frameOf } from './timeline-frame.ts';
import type { TimeScale } from './timeline-scale.ts';
import { readTimeline, type Timeline } from './timeline-times.ts';

function timelineOf(...rows: readonly (HistoryRow | HistoryRow[])[]): Timeline {
  return readTimeline(buildExecution(makeHistory(...rows)));
}

/** The same rows, later. */
function later(seconds: number, rows: readonly HistoryRow[]): HistoryRow[] {
  return rows.map((row, place) => ({ ...row, timestamp: at(seconds + place / 10) }));
}

const secondsOf = (seconds: number) => instantToMs(at(seconds));

function cutsOf(scale: TimeScale | null): [number, number][] {
  return (scale?.pieces ?? [])
    .filter(({ isCut }) => isCut)
    .map(({ fromMs, toMs }) => [(fromMs - secondsOf(0)) / 1000, (toMs - secondsOf(0)) / 1000]);
}

const slept = timelineOf(
  started(),
  turn(asked(0)),
  turn(done(0), timer(1, 1000)),
  later(100, turn({ eventType: 'TimerFired', timerId: 1 }, asked(2))),
  later(101, turn(done(2), ended())),
);

describe('the frame of a timeline', () => {
  it('reaches from the first event to the last', () => {
    const scale = frameOf(slept, { nowMs: null, isCut: false });
    expect(scale?.whole).toEqual({ fromMs: secondsOf(0), toMs: secondsOf(101.3) });
    expect(cutsOf(scale)).toEqual([]);
  });

  it('cuts out where nothing but a timer was open for a large part of the whole', () => {
    const cuts = cutsOf(frameOf(slept, { nowMs: null, isCut: true }));
    expect(cuts).toHaveLength(1);
    expect(cuts[0]?.[0]).toBeCloseTo(0.7, 0);
    expect(cuts[0]?.[1]).toBeCloseTo(100, 0);
  });

  it('leaves an activity that ran all the time', () => {
    const busy = timelineOf(started(), turn(asked(0)), later(100, turn(done(0), ended())));
    expect(cutsOf(frameOf(busy, { nowMs: null, isCut: true }))).toEqual([]);
  });

  it('cuts out the silence before the present when it is longer than everything else', () => {
    const waiting = timelineOf(started(), turn(childAsked(0)));
    const [cut] = cutsOf(frameOf(waiting, { nowMs: secondsOf(3600), isCut: true }));
    expect(cut?.[0]).toBeLessThan(1);
    expect(cut?.[1]).toBeGreaterThan(3599);
    const lately = frameOf(waiting, { nowMs: secondsOf(20), isCut: true });
    expect(cutsOf(lately)).toEqual([]);
  });

  it('stands still for a while when the present moves', () => {
    const waiting = timelineOf(started(), turn(asked(0)));
    const ends = [10.3, 10.4, 10.5].map(
      (seconds) => frameOf(waiting, { nowMs: secondsOf(seconds), isCut: false })?.whole.toMs,
    );
    expect(new Set(ends).size).toBe(1);
    expect(ends[0]).toBeGreaterThan(secondsOf(10.5));
  });

  it('reaches to when a timer is due, but not so far that the past is lost', () => {
    const soon = timelineOf(started(), turn(timer(0, 120)));
    const nowMs = secondsOf(10);
    expect(frameOf(soon, { nowMs, isCut: false })?.whole.toMs).toBe(instantToMs(timeOfRow(120)));
    const far = timelineOf(started(), turn(timer(0, 100_000)));
    expect(frameOf(far, { nowMs, isCut: false })?.whole.toMs).toBeLessThan(secondsOf(20));
    const cut = frameOf(far, { nowMs, isCut: true });
    expect(cut?.whole.toMs).toBeGreaterThan(secondsOf(10_000));
    expect(cut?.drawnMs).toBeLessThan(20_000);
  });

  it('is none when no row has a time', () => {
    const rows = [started(), ...turn(asked(0))].map((row) => ({ ...row, timestamp: null }));
    expect(frameOf(timelineOf(rows), { nowMs: secondsOf(1), isCut: true })).toBeNull();
  });
});
