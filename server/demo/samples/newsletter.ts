import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';

const newsletter = z.object({ subject: z.string(), segments: z.array(z.string()) });

function* sendNewsletter(context: OrchestrationContext, input: unknown): Orchestration {
  const { subject, segments } = newsletter.parse(input);
  for (const [n, segment] of segments.entries()) {
    context.setCustomStatus({ subject, segment, progress: n / segments.length });
    yield context.callActivity('SendToSegment', segment);
  }
  return { sent: segments.length };
}

/** Meant for a scheduled start: it waits as Pending until its hour. */
export const newsletterSample: Registry = {
  orchestrators: { Newsletter: sendNewsletter },
  activities: activity('SendToSegment', z.string(), [400, 2500], (segment) => `sent to ${segment}`),
  entities: {},
};
