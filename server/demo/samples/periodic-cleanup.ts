import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import { second, timerIn, type Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';
import { between } from './seeded-random.ts';

const cleanup = z.object({
  run: z.int().default(1),
  deletedSoFar: z.int().default(0),
  everySeconds: z.number().positive().default(60),
});

function* periodicCleanup(context: OrchestrationContext, input: unknown): Orchestration {
  const { run, deletedSoFar, everySeconds } = cleanup.parse(input);
  const deleted = z.int().parse(yield context.callActivity('DeleteExpiredCarts', run));
  const total = deletedSoFar + deleted;
  context.setCustomStatus({ run, deleted, total });
  yield timerIn(context, everySeconds * second);
  context.continueAsNew({ run: run + 1, deletedSoFar: total, everySeconds });
  return undefined;
}

/** Eternal: every run ends by starting the next one with a fresh history. */
export const periodicCleanupSample: Registry = {
  orchestrators: { PeriodicCleanup: periodicCleanup },
  activities: activity('DeleteExpiredCarts', z.int(), [200, 1500], (_run, { random }) =>
    between(random, 0, 40),
  ),
  entities: {},
};
