import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import { activity } from './sample-activity.ts';
import type { Orchestration } from './orchestration.ts';

const cities = ['Tokyo', 'Seattle', 'London'];

function* helloSequence(context: OrchestrationContext): Orchestration {
  const greetings: unknown[] = [];
  for (const city of cities) greetings.push(yield context.callActivity('E1_SayHello', city));
  return greetings;
}

/** Function chaining: one activity after the other. */
export const helloSequenceSample: Registry = {
  orchestrators: { E1_HelloSequence: helloSequence },
  activities: activity('E1_SayHello', z.string(), [50, 900], (city) => `Hello ${city}!`),
  entities: {},
};
