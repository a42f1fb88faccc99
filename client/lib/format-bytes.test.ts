import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [70_123, '70.1 kB'],
  [999_600, '1 MB'],
  [10_000_000, '10 MB'],
  [4_200_000_000_000, '4.2 TB'],
])('%d bytes are “%s”', (sizeBytes, words) => {
  expect(formatBytes(sizeBytes)).toBe(words);
});
