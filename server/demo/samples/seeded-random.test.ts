import { expect, it } from 'vitest';
import { between, pick, seededRandom } from './seeded-random.ts';

it('repeats itself for the same seed only', () => {
  const draw = (seed: string) => Array.from({ length: 5 }, seededRandom(seed));
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

it('covers a range to both ends and no further', () => {
  const random = seededRandom('dice');
  const throws = new Set(Array.from({ length: 500 }, () => between(random, 1, 6)));
  expect([...throws].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(Array.from({ length: 100 }, () => pick(random, ['x', 'y'])))).toEqual(new Set(['x', 'y']));
});
