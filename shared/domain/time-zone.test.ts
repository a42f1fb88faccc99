import fc from 'fast-check';
import { expect, test } from 'vitest';
import { msToInstant } from './instant.ts';
import { isTimeZone, localToInstant, offsetMsAt, partsAt } from './time-zone.ts';

function wall(year: number, month: number, day: number, clock: string) {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return { year, month, day, hour, minute, second: 0, ms: 0 };
}

test('a wall time is the instant at which the clocks of the zone show it', () => {
  expect(localToInstant(wall(2026, 11, 20, '10:00'), 'Europe/Berlin')).toBe('2026-11-20T09:00:00.0000000Z');
  expect(localToInstant(wall(2026, 7, 20, '10:00'), 'Europe/Berlin')).toBe('2026-07-20T08:00:00.0000000Z');
  expect(localToInstant(wall(2026, 11, 20, '10:00'), 'Asia/Kolkata')).toBe('2026-11-20T04:30:00.0000000Z');
  expect(localToInstant(wall(2026, 11, 20, '10:00'), 'UTC')).toBe('2026-11-20T10:00:00.0000000Z');
});

test('a time that clocks skip lies as far after the gap as it was behind its begin', () => {
  expect(localToInstant(wall(2026, 3, 29, '02:30'), 'Europe/Berlin')).toBe('2026-03-29T01:30:00.0000000Z');
  expect(localToInstant(wall(2026, 3, 8, '02:30'), 'America/New_York')).toBe('2026-03-08T07:30:00.0000000Z');
});

test('a time that clocks show twice is the earlier one', () => {
  expect(localToInstant(wall(2026, 10, 25, '02:30'), 'Europe/Berlin')).toBe('2026-10-25T00:30:00.0000000Z');
  expect(localToInstant(wall(2026, 11, 1, '01:30'), 'America/New_York')).toBe('2026-11-01T05:30:00.0000000Z');
});

test('a month that ends runs over into the next one', () => {
  expect(localToInstant(wall(2026, 12, 32, '00:00'), 'UTC')).toBe('2027-01-01T00:00:00.0000000Z');
});

test('the parts of an instant lead back to it, or to the earlier time of the same name', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  );
  const times = fc.integer({ min: Date.UTC(1972, 0), max: Date.UTC(2050, 0) });
  fc.assert(
    fc.property(zones, times, (zone, ms) => {
      const instant = msToInstant(ms);
      const back = localToInstant(partsAt(instant, zone), zone);
      const lostMs = ms - Date.parse(back);
      expect(partsAt(back, zone)).toEqual(partsAt(instant, zone));
      expect(lostMs).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('within a day on which clocks change each moment has its own offset', () => {
  expect(offsetMsAt(Date.UTC(2026, 9, 25, 0, 59, 59), 'Europe/Berlin')).toBe(7_200_000);
  expect(offsetMsAt(Date.UTC(2026, 9, 25, 1), 'Europe/Berlin')).toBe(3_600_000);
});

test('names that no clock follows are no zones', () => {
  expect(['UTC', 'Europe/Berlin', 'europe/berlin', 'GMT'].filter(isTimeZone)).toHaveLength(4);
  expect(['', 'local', 'Mars/Olympus', '+01:00', "'; --"].filter(isTimeZone)).toEqual([]);
});

test('offsets hold for instants before 1970 and for parts of a second', () => {
  expect(offsetMsAt(-0.5, 'Europe/Berlin')).toBe(3_600_000);
  expect(partsAt('1969-12-31T23:59:59.9990000Z', 'UTC')).toEqual({
    ...wall(1969, 12, 31, '23:59'),
    second: 59,
    ms: 999,
  });
});
