import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  elapsedMs,
  instantToTicks,
  ticksToInstant,
  toInstant,
  toInstantOfAnyZone,
  toShortIso,
} from './instant.ts';

const ticks = fc.bigInt({ min: -62_135_596_800n * 10_000_000n, max: 253_402_300_799n * 10_000_000n });

describe('instant', () => {
  it('survives the way to ticks and back to the last digit', () => {
    fc.assert(fc.property(ticks, (t) => instantToTicks(ticksToInstant(t)) === t));
  });

  it('orders as text the way it orders as time', () => {
    fc.assert(fc.property(ticks, ticks, (a, b) => ticksToInstant(a) < ticksToInstant(b) === a < b));
  });

  it('reads what the engine writes, however short the fraction', () => {
    expect(toInstant('2026-11-21T05:50:45.094257Z')).toBe('2026-11-21T05:50:45.0942570Z');
    expect(toInstant('2026-11-21T05:50:45Z')).toBe('2026-11-21T05:50:45.0000000Z');
    expect(toInstant('0001-01-01T00:00:00Z')).toBe('0001-01-01T00:00:00.0000000Z');
  });

  it('refuses what is no instant', () => {
    for (const text of ['', 'yesterday', '2026-13-45T00:00:00Z', 12, null])
      expect(toInstant(text)).toBeNull();
  });

  it('reads times of any zone, and without one as UTC', () => {
    for (const text of [
      '2026-11-21T05:50:45.1234567Z',
      '2026-11-21T05:50:45.1234567',
      '2026-11-21T05:50:45.1234567+00:00',
      '2026-11-21T07:50:45.1234567+02:00',
      '2026-11-20T22:20:45.1234567-07:30',
    ])
      expect(toInstantOfAnyZone(text)).toBe('2026-11-21T05:50:45.1234567Z');
    expect(toInstantOfAnyZone('2026-01-01T00:30:00+01:00')).toBe('2025-12-31T23:30:00.0000000Z');
  });

  it('refuses zones that lead out of the calendar or are none', () => {
    for (const text of [
      '0001-01-01T00:00:00+01:00',
      '9999-12-31T23:59:59-01:00',
      '2026-11-21T05:50:45+99:00',
      '2026-11-21T05:50:45 +01:00',
      '2026-13-45T00:00:00+01:00',
      'soon',
      7,
    ])
      expect(toInstantOfAnyZone(text)).toBeNull();
  });

  it('writes the short form without trailing zeros', () => {
    expect(toShortIso('2026-11-21T05:50:49.1435920Z')).toBe('2026-11-21T05:50:49.143592Z');
    expect(toShortIso('2026-11-21T05:50:40.0000000Z')).toBe('2026-11-21T05:50:40Z');
  });

  it('measures fractions of a millisecond', () => {
    expect(elapsedMs('2026-11-21T05:50:49.0000000Z', '2026-11-21T05:50:49.0000005Z')).toBe(0.0005);
  });
});
