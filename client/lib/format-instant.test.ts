import { expect, test } from 'vitest';
import { at } from '../../shared/testing/instances.ts';
import { instantToMs } from '../../shared/domain/instant.ts';
import { formatAbsolute, formatCompact, formatExact, formatRelative } from './format-instant.ts';

const instant = '2026-11-21T05:28:37.9744253Z';

test('UTC texts keep as many decimals as their place needs', () => {
  expect(formatCompact(instant, 'UTC')).toBe('2026-11-21 05:28:37');
  expect(formatAbsolute(instant, 'UTC')).toBe('2026-11-21 05:28:37.974 UTC');
  expect(formatExact(instant, 'UTC')).toBe('2026-11-21 05:28:37.9744253 UTC');
});

test('texts of another zone show its clocks and how far they are from UTC', () => {
  expect(formatExact(instant, 'Europe/Berlin')).toBe('2026-11-21 06:28:37.9744253 +01:00');
  expect(formatAbsolute('2026-07-21T05:28:37.9744253Z', 'Europe/Berlin')).toBe(
    '2026-07-21 07:28:37.974 +02:00',
  );
  expect(formatAbsolute('2026-11-21T01:00:00.0000000Z', 'America/St_Johns')).toBe(
    '2026-11-20 21:30:00.000 −03:30',
  );
  expect(formatCompact(instant, 'Asia/Kolkata')).toBe('2026-11-21 10:58:37');
});

test('both hours of a night on which clocks are set back are told apart', () => {
  expect(formatAbsolute('2026-10-25T00:30:00.0000000Z', 'Europe/Berlin')).toBe(
    '2026-10-25 02:30:00.000 +02:00',
  );
  expect(formatAbsolute('2026-10-25T01:30:00.0000000Z', 'Europe/Berlin')).toBe(
    '2026-10-25 02:30:00.000 +01:00',
  );
});

test.each([
  [-2, 'just now'],
  [4.9, 'just now'],
  [5, '5 s ago'],
  [59.9, '59 s ago'],
  [60, '1 min ago'],
  [3_599, '59 min ago'],
  [3_600, '1 h ago'],
  [86_400 * 6 + 1, '6 d ago'],
  [-86_400 * 6 - 1, 'in 6 d'],
])('%d seconds later an instant is “%s”', (seconds, words) => {
  expect(formatRelative(at(0), instantToMs(at(0)) + seconds * 1000)).toBe(words);
});
