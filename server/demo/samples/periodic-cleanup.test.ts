import { expect, it } from 'vitest';
import { periodicCleanupSample } from './periodic-cleanup.ts';
import { runSample } from './run-sample.ts';

it('hands its counts on to the next execution after the pause', () => {
  const run = runSample(periodicCleanupSample, 'PeriodicCleanup', {
    input: { run: 4, deletedSoFar: 100, everySeconds: 30 },
    answers: { DeleteExpiredCarts: () => 7 },
  });
  expect(run).toMatchObject({
    outcome: 'continued',
    result: { run: 5, deletedSoFar: 107, everySeconds: 30 },
    endedAtMs: 30_000,
  });
});
