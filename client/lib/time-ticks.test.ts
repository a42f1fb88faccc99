import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

function ticksOf(from: string, to: string, zone = 'UTC', maxTicks = 8) {
  return timeTicks({ fromMs: Date.parse(from), toMs: Date.parse(to), zone, maxTicks }).map(
    ({ ms, label }) => `${new Date(ms).toISOString().slice(0, 16)} ${label}`,
  );
}

describe('time ticks', () => {
  it('stand at whole hours and name the day once at the first and at every midnight', () => {
    expect(ticksOf('2026-11-20T17:30:00Z', '2026-11-21T10:00:00Z')).toEqual([
      '2026-11-20T18:00 Nov 20 18:00',
      '2026-11-20T21:00 21:00',
      '2026-11-21T00:00 Nov 21',
      '2026-11-21T03:00 03:00',
      '2026-11-21T06:00 06:00',
      '2026-11-21T09:00 09:00',
    ]);
  });

  it('follow the clocks of the zone, half hours included', () => {
    expect(ticksOf('2026-11-20T17:30:00Z', '2026-11-21T10:00:00Z', 'Asia/Kolkata').slice(0, 2)).toEqual([
      '2026-11-20T18:30 Nov 21',
      '2026-11-20T21:30 03:00',
    ]);
  });

  it('stay at midnight when clocks change', () => {
    expect(ticksOf('2026-10-23T22:00:00Z', '2026-10-26T23:00:00Z', 'Europe/Berlin', 5)).toEqual([
      '2026-10-23T22:00 Oct 24',
      '2026-10-24T22:00 Oct 25',
      '2026-10-25T23:00 Oct 26',
      '2026-10-26T23:00 Oct 27',
    ]);
  });

  it('count seconds and milliseconds in short windows', () => {
    expect(
      ticksOf('2026-11-21T05:00:00Z', '2026-11-21T05:00:30Z', 'UTC', 4).map((tick) => tick.slice(17)),
    ).toEqual(['Nov 21 05:00:00', '05:00:10', '05:00:20', '05:00:30']);
    expect(
      ticksOf('2026-11-21T05:00:00.100Z', '2026-11-21T05:00:00.110Z', 'UTC', 3).map((tick) => tick.slice(17)),
    ).toEqual(['Nov 21 05:00:00.100', '05:00:00.105', '05:00:00.110']);
  });

  it('count months and years in long windows', () => {
    expect(ticksOf('2025-08-20T00:00:00Z', '2026-05-01T00:00:00Z', 'UTC', 4)).toEqual([
      '2025-10-01T00:00 Oct 2025',
      '2026-01-01T00:00 2026',
      '2026-04-01T00:00 Apr 2026',
    ]);
  });

  it('are few, whatever the window', () => {
    for (let spanMs = 1; spanMs < 4e12; spanMs *= 3.7)
      for (const zone of ['UTC', 'America/St_Johns']) {
        const ticks = timeTicks({ fromMs: 1.7e12, toMs: 1.7e12 + spanMs, zone, maxTicks: 6 });
        expect(ticks.length).toBeLessThanOrEqual(8);
      }
    expect(timeTicks({ fromMs: 5, toMs: 5, zone: 'UTC', maxTicks: 6 })).toEqual([]);
  });
});
