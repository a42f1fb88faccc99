import { expect, it } from 'vitest';
import { patternsOf, questionOf } from './text-match.ts';

it.each([
  ['is', [['a'], ['b*c']]],
  [
    'begins',
    [
      ['a', ''],
      ['b', ''],
    ],
  ],
  ['contains', [['', 'a', '']]],
  ['ends', [['', 'a']]],
  ['none', [['']]],
  ['pattern', [['a', 'b'], ['c']]],
  ['pattern', [['a*\\', 'b', '']]],
  ['pattern', [['', '']]],
] as const)('%s: patterns are shown and come back as they were', (match, patterns) => {
  const question = questionOf(patterns);
  expect(question.match).toBe(match);
  expect(patternsOf(question)).toEqual(patterns);
});

it('shows patterns of different kinds as what one would type', () => {
  expect(questionOf([['Order', ''], ['x*y']]).lines).toEqual(['Order*', 'x\\*y']);
});

it('asks nothing without a value', () => {
  expect(patternsOf({ match: 'begins', lines: ['', ''] })).toEqual([]);
});
