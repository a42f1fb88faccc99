import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';
import { between } from './seeded-random.ts';

const stocktake = z.object({ warehouse: z.string(), shelves: z.int().positive() });
const shelf = z.object({ warehouse: z.string(), shelf: z.int().positive() });

function* stocktakeRun(context: OrchestrationContext, input: unknown): Orchestration {
  const { warehouse, shelves } = stocktake.parse(input);
  context.setCustomStatus({ step: 'counting', warehouse, shelves });
  const counts = Array.from({ length: shelves }, (_, n) =>
    context.callActivity('CountShelf', { warehouse, shelf: n + 1 }),
  );
  const items = z.array(z.number()).parse(yield context.all(counts));
  const total = items.reduce((sum, count) => sum + count, 0);
  context.setCustomStatus({ step: 'counted', warehouse, total });
  return total;
}

const countShelf = activity('CountShelf', shelf, [20, 400], (_shelf, { random }) => between(random, 0, 240));

/** A wide fan-out: hundreds of siblings that only make sense together. */
export const stocktakeSample: Registry = {
  orchestrators: { Stocktake: stocktakeRun },
  activities: countShelf,
  entities: {},
};
