import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

it.each([0.5, 20, 200])(
  'lets through %d a second over any while, and a tenth of that at once',
  (perSecond) => {
    let nowMs = 0;
    const bucket = new TokenBucket(() => nowMs);
    let taken = 0;
    for (; nowMs < 10_000; nowMs += 7) taken += bucket.take(16, perSecond);
    expect(taken).toBeGreaterThanOrEqual(Math.floor(perSecond * 10) - 1);
    expect(taken).toBeLessThanOrEqual(perSecond * 10 + 1);
    nowMs += 60_000;
    expect(bucket.take(1_000, perSecond)).toBe(Math.max(1, perSecond / 10));
  },
);

it('says when the next one may pass', () => {
  let nowMs = 0;
  const bucket = new TokenBucket(() => nowMs);
  expect(bucket.take(4, 10)).toBe(1);
  expect(bucket.msUntilNext(10)).toBe(100);
  nowMs = 60;
  expect(bucket.msUntilNext(10)).toBeCloseTo(40);
  expect(bucket.take(4, 10)).toBe(0);
  nowMs = 100;
  expect(bucket.take(4, 10)).toBe(1);
});
