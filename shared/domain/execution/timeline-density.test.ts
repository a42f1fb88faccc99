import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asked, done, failed, makeHistory, started, turn } from '../../testing/execution-history.ts';
import { buildExecution } from './build-execution.ts';
import { densityOf } from './timeline-density.ts';
import { frameOf } from './timeline-frame.ts';
import { lengthsOf } from './timeline-quantiles.ts';
import { makeScale } from './timeline-scale.ts';
import { readTimeline, stretchOf, type StepTimes } from './timeline-times.ts';
import { shareOf, viewOf, zoomView } from './timeline-view.ts';

const names = Array.from({ length: 20 }, (_, place) => place);
const timeline = readTimeline(
  buildExecution(
    makeHistory(
      started(),
      turn(...names.map((id) => asked(id))),
      turn(...names.slice(0, 15).map((id) => (id % 5 === 0 ? failed(id) : done(id)))),
    ),
  ),
);
const { steps } = timeline.model;
const nowMs = (timeline.lastMs ?? 0) + 10_000;
const whole = viewOf(
  frameOf(timeline, { nowMs, isCut: false }) ?? makeScale({ fromMs: 0, toMs: 1 }, []),
  null,
);

describe('the density of a fan-out', () => {
  it('counts what was open in each part, as counting one by one does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parts, factor, share) => {
          const view = zoomView(whole, factor, share);
          const density = densityOf({ steps, times: timeline.times, indexes: names, view, parts, nowMs });
          const plain = Array.from(
            { length: parts },
            (_, part) =>
              steps.filter((step, index) => {
                const stretch = stretchOf(step, timeline.times[index] ?? none, nowMs);
                if (stretch === null) return false;
                const first = Math.floor(shareOf(view, stretch.fromMs) * parts);
                const last = Math.floor(shareOf(view, stretch.toMs) * parts);
                const isLastPart = part === parts - 1 && first === parts;
                return (first <= part && part <= last) || isLastPart;
              }).length,
          );
          const counted = Array.from({ length: parts }, (_, part) =>
            [...density.byState.values()].reduce((sum, counts) => sum + (counts[part] ?? 0), 0),
          );
          expect(counted).toEqual(plain);
          expect(density.most).toBe(Math.max(...plain));
        },
      ),
    );
  });

  it('keeps the states apart', () => {
    const density = densityOf({ steps, times: timeline.times, indexes: names, view: whole, parts: 1, nowMs });
    expect(Object.fromEntries(density.byState)).toEqual({ failed: [3], completed: [12], open: [5] });
  });
});

describe('the lengths of siblings', () => {
  it('are told by what was measured, the longest by name', () => {
    const times = [5, 1, 3].map((ms) => ({ ...none, scheduledMs: 0, finishedMs: ms }));
    expect(lengthsOf([...times, none], [0, 1, 2, 3])).toEqual({
      ...{ count: 3, p50Ms: 3, p95Ms: 5, maxMs: 5, longest: 0 },
    });
  });

  it('are none when nothing has ended', () => {
    expect(lengthsOf([none], [0])).toBeNull();
  });
});

const none: StepTimes = {
  ...{ scheduledMs: null, startedMs: null, finishedMs: null, takenInMs: null, dueMs: null },
};
