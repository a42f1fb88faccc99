import { expect, test } from 'vitest';
import { at } from '../../shared/testing/instances.ts';
import { instantToMs, toInstant } from '../../shared/domain/instant.ts';
import { formatAbsolute, formatCompact, formatExact, formatRelative } from './format-instant.ts';

const instant = '2026-11-21T05:28:37.9744253Z';

test('UTC texts keep as many decimals as their place needs', () => {
  expect(formatCompact(instant, 'utc')).toBe('2026-11-21 05:28:37');
  expect(formatAbsolute(instant, 'utc')).toBe('2026-11-21 05:28:37.974 UTC');
  expect(formatExact(instant, 'utc')).toBe('2026-11-21 05:28:37.9744253 UTC');
});

test('local texts name an offset with which they are the same instant again', () => {
  const [date, time, offset] = formatExact(instant, 'local').replace('−', '-').split(' ');
  const offsetMinutes = (offset?.startsWith('-') === true ? -1 : 1) * minutesOf(offset?.slice(1) ?? '');
  const asUtc = toInstant(`${date}T${time}Z`);
  expect(instantToMs(asUtc!) - offsetMinutes * 60_000).toBe(instantToMs(instant));
});

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
}

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
