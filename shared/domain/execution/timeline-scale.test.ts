import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDrawn, makeScale, toDrawn, type TimeScale } from './timeline-scale.ts';
import type { Stretch } from './timeline-times.ts';
import { momentAt, panView, shareOf, viewOf, windowOf, zoomView } from './timeline-view.ts';

const hour = 3_600_000;
const day: Stretch = { fromMs: 0, toMs: 24 * hour };
const night: Stretch = { fromMs: 4 * hour, toMs: 20 * hour };

/** Ordered borders make a whole with gaps inside. */
const anyScale: fc.Arbitrary<TimeScale> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2, maxLength: 8 })
  .map((borders) => {
    const sorted = borders.sort((a, b) => a - b);
    const inner = sorted.slice(1, -1);
    const gaps = inner.flatMap((toMs, place) =>
      place % 2 === 1 ? [{ fromMs: inner[place - 1] ?? 0, toMs }] : [],
    );
    return makeScale({ fromMs: sorted[0] ?? 0, toMs: sorted.at(-1) ?? 1 }, gaps);
  });

const anyMoment = fc.integer({ min: -10_000, max: 1_010_000 });

describe('the scale of a timeline', () => {
  it('draws time as it is where nothing is cut out', () => {
    const scale = makeScale(day, []);
    expect(scale.drawnMs).toBe(24 * hour);
    expect(toDrawn(scale, 7 * hour)).toBe(7 * hour);
  });

  it('leaves little room to a gap, and a margin before and behind it', () => {
    const scale = makeScale(day, [night]);
    const cut = scale.pieces.find(({ isCut }) => isCut);
    expect(scale.drawnMs).toBeLessThan(10 * hour);
    expect(cut?.fromMs).toBeGreaterThan(night.fromMs);
    expect(cut?.toMs).toBeLessThan(night.toMs);
    expect(cut && cut.drawnToMs - cut.drawnFromMs).toBeLessThan(0.1 * scale.drawnMs);
  });

  it('can be drawn when nothing but a gap is left', () => {
    const scale = makeScale(day, [day]);
    expect(scale.drawnMs).toBeGreaterThan(0);
    expect(fromDrawn(scale, scale.drawnMs)).toBeCloseTo(day.toMs);
  });

  it('keeps the order of moments and leads back to each', () => {
    fc.assert(
      fc.property(anyScale, anyMoment, anyMoment, (scale, one, other) => {
        const [before, after] = one < other ? [one, other] : [other, one];
        expect(toDrawn(scale, before)).toBeLessThanOrEqual(toDrawn(scale, after));
        expect(fromDrawn(scale, toDrawn(scale, one))).toBeCloseTo(one, 3);
      }),
    );
  });
});

describe('the view of a timeline', () => {
  const scale = makeScale(day, [night]);

  it('shows everything without a window, and says so', () => {
    const view = viewOf(scale, null);
    expect([shareOf(view, day.fromMs), shareOf(view, day.toMs)]).toEqual([0, 1]);
    expect(windowOf(view)).toBeNull();
  });

  it('keeps the moment under the pointer where it is when it zooms', () => {
    const view = viewOf(scale, { fromMs: hour, toMs: 3 * hour });
    const moment = momentAt(view, 0.3);
    expect(shareOf(zoomView(view, 0.5, 0.3), moment)).toBeCloseTo(0.3);
  });

  it('stays inside the whole and never turns round, whatever is done to it', () => {
    const anyMove = fc.oneof(
      fc.record({
        factor: fc.double({ min: 0.001, max: 1000, noNaN: true }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      fc.record({ pan: fc.double({ min: -5, max: 5, noNaN: true }) }),
    );
    fc.assert(
      fc.property(anyScale, fc.array(anyMove, { maxLength: 12 }), (any, moves) => {
        let view = viewOf(any, null);
        for (const move of moves) {
          view = 'pan' in move ? panView(view, move.pan) : zoomView(view, move.factor, move.share);
          expect(view.drawnFromMs).toBeGreaterThanOrEqual(0);
          expect(view.drawnToMs).toBeLessThanOrEqual(any.drawnMs + 1e-6);
          expect(view.drawnToMs).toBeGreaterThan(view.drawnFromMs);
        }
        expect(shareOf(viewOf(any, windowOf(view)), momentAt(view, 0.5))).toBeCloseTo(0.5, 1);
      }),
    );
  });

  it('brings a window that reaches beyond the whole back in', () => {
    const view = viewOf(scale, { fromMs: -5 * hour, toMs: -3 * hour });
    expect([view.drawnFromMs, view.drawnToMs]).toEqual([0, 2 * hour]);
  });
});
