import { expect, it } from 'vitest';
import { stackPaths, stackSegments, stepAt, withRoom } from './histogram-bars.ts';

const steps = { fromMs: 1_000, stepMs: 10, count: 4 };

it('finds the step of a moment, the nearest one outside', () => {
  expect([1_000, 1_009.9, 1_010, 1_039, 1_040, 0].map((ms) => stepAt(steps, ms))).toEqual([0, 0, 1, 3, 3, 0]);
});

it('stacks counts without gaps and lets a single one be seen', () => {
  const [most, none, one] = stackSegments([9_999, 0, 1], 10_000);
  expect(none!.top).toBe(none!.bottom);
  expect(one!.bottom).toBe(most!.top);
  expect(one!.top - one!.bottom).toBeGreaterThan(0.02);
  expect(one!.top).toBeLessThanOrEqual(1);
});

it('draws one path a series in the given order, the busiest step as high as the box', () => {
  const [failed, completed] = stackPaths(
    [
      [4, 0],
      [1, 1],
    ],
    [1, 0],
  );
  expect(completed).toBe('M0.07 0h0.86V1h-0.86zM1.07 0.5h0.86V0.75h-0.86z');
  expect(failed).toBe('M1.07 0.75h0.86V1h-0.86z');
});

it('gives few steps company on both sides and leaves many alone', () => {
  const wide = withRoom({ steps, counts: [[1], [2], [0], [3]] });
  expect(wide.steps).toEqual({ fromMs: 900, stepMs: 10, count: 24 });
  expect(wide.counts.slice(9, 15)).toEqual([[0], [1], [2], [0], [3], [0]]);
  const many = { steps: { ...steps, count: 30 }, counts: Array.from({ length: 30 }, () => [1]) };
  expect(withRoom(many)).toEqual(many);
});
