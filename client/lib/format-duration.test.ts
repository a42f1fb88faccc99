import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';

test.each([
  [0, '0 ms'],
  [0.4221, '0.422 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [1_343, '1.34 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min'],
  [60_000, '1 min'],
  [185_000, '3 min 5 s'],
  [3_599_700, '1 h'],
  [7_260_000, '2 h 1 min'],
  [187_200_000, '2 d 4 h'],
  [-1_500, '−1.5 s'],
])('%d ms is “%s”', (durationMs, words) => {
  expect(formatDuration(durationMs)).toBe(words);
});
