import { expect, it } from 'vitest';
import { dueDay } from './daily-deadline.ts';

const every = [1, 2, 3, 4, 5, 6, 7];
const berlin = { kind: 'daily', time: '06:30', zone: 'Europe/Berlin', days: every } as const;

it('is the one of today once it has passed, and until then that of yesterday', () => {
  expect(dueDay({ ...berlin, days: every }, '2026-11-20T05:29:59.0000000Z')).toEqual({
    from: '2026-11-18T23:00:00.0000000Z',
    due: '2026-11-19T05:30:00.0000000Z',
  });
  expect(dueDay({ ...berlin, days: every }, '2026-11-20T05:30:00.0000000Z')).toEqual({
    from: '2026-11-19T23:00:00.0000000Z',
    due: '2026-11-20T05:30:00.0000000Z',
  });
});

it('knows the day on which clocks change', () => {
  // 29 March 2026 began at +01:00 and had +02:00 in the morning.
  expect(dueDay({ ...berlin, days: every }, '2026-03-29T12:00:00.0000000Z')).toEqual({
    from: '2026-03-28T23:00:00.0000000Z',
    due: '2026-03-29T04:30:00.0000000Z',
  });
});

it('leaves out days that have none', () => {
  // Sunday, after Friday's.
  const answer = dueDay({ ...berlin, days: [1, 2, 3, 4, 5] }, '2026-11-22T12:00:00.0000000Z');
  expect(answer?.due).toBe('2026-11-20T05:30:00.0000000Z');
  const onceAWeek = dueDay({ ...berlin, days: [7] }, '2026-11-22T05:00:00.0000000Z');
  expect(onceAWeek?.due).toBe('2026-11-15T05:30:00.0000000Z');
});

it('crosses the begin of a month and of a year', () => {
  expect(dueDay({ ...berlin, days: every }, '2027-01-01T01:00:00.0000000Z')?.due).toBe(
    '2026-12-31T05:30:00.0000000Z',
  );
});
