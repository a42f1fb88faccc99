import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';
import { between } from './seeded-random.ts';

/** 24 days: more than Node's timers take at once would fire immediately. */
const longestTimeoutMs = 2 ** 31 - 1;

const report = z.object({
  month: z.string(),
  /** `broken` never answers, as a printer driver that hangs. */
  renderer: z.enum(['pdf', 'broken']).default('pdf'),
});

function* monthlyReport(context: OrchestrationContext, input: unknown): Orchestration {
  const { month, renderer } = report.parse(input);
  context.setCustomStatus({ step: 'collecting figures', month });
  const figures = yield context.callActivity('CollectFigures', month);
  context.setCustomStatus({ step: 'rendering', month, renderer, progress: 0.4 });
  const pages = yield context.callActivity('RenderReport', { month, renderer });
  context.setCustomStatus({ step: 'done', month, progress: 1 });
  return { figures, pages };
}

/** Hangs when asked to: an activity that never returns, and an instance that looks alive. */
export const monthlyReportSample: Registry = {
  orchestrators: { MonthlyReport: monthlyReport },
  activities: {
    ...activity('CollectFigures', z.string(), [300, 2000], (_month, { random }) => ({
      revenue: between(random, 80_000, 240_000),
      orders: between(random, 900, 4000),
    })),
    ...activity('RenderReport', report, [500, 3000], async ({ renderer }, { random, signal }) => {
      if (renderer === 'broken') await delay(longestTimeoutMs, undefined, { signal });
      return between(random, 8, 40);
    }),
  },
  entities: {},
};
