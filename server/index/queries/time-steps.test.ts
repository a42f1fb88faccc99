import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantToTicks, ticksToInstant } from '../../../shared/domain/instant.ts';
import { endOf, stepTicks, stepsOver } from './time-steps.ts';

function stepsFor(from: string, to: string, wanted: number) {
  const steps = stepsOver(instantToTicks(`${from}.0000000Z`), instantToTicks(`${to}.0000000Z`), wanted);
  return { ...steps, from: ticksToInstant(steps.from), to: ticksToInstant(endOf(steps)) };
}

it('steps are as long as people count in', () => {
  expect(stepsFor('2026-11-20T10:00:07', '2026-11-20T11:10:00', 80)).toMatchObject({
    stepMs: 60_000,
    from: '2026-11-20T10:00:00.0000000Z',
    to: '2026-11-20T11:11:00.0000000Z',
  });
  expect(stepsFor('2026-11-01T00:00:00', '2026-11-20T00:00:00', 20).stepMs).toBe(86_400_000);
});

it('weeks begin on Mondays', () => {
  const { from, stepMs } = stepsFor('2026-01-01T00:00:00', '2026-11-20T00:00:00', 50);
  expect(stepMs).toBe(7 * 86_400_000);
  expect(from).toBe('2025-12-29T00:00:00.0000000Z');
});

it('cover both ends with about as many steps as wanted', () => {
  const ticks = fc.bigInt({ min: instantToTicks('0001-01-01T00:00:00.0000000Z'), max: 10n ** 17n });
  fc.assert(
    fc.property(ticks, ticks, fc.integer({ min: 4, max: 400 }), (one, other, wanted) => {
      const [first, last] = one < other ? [one, other] : [other, one];
      const steps = stepsOver(first, last, wanted);
      expect(steps.from <= first && first < steps.from + stepTicks(steps)).toBe(true);
      expect(last < endOf(steps) && last >= endOf(steps) - stepTicks(steps)).toBe(true);
      expect(steps.count).toBeLessThanOrEqual(wanted + 1);
      expect(instantToTicks(ticksToInstant(steps.from))).toBe(steps.from);
    }),
  );
});
