import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import { eventWithin, second, type Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';

const shipment = z.object({
  order: z.string(),
  item: z.string(),
  /** `null` = no deadline. */
  shipWithinSeconds: z.number().positive().nullable(),
  escalateTo: z.string().default('Head of department'),
});

function* warehouse(context: OrchestrationContext, input: unknown): Orchestration {
  const { order, item, shipWithinSeconds, escalateTo } = shipment.parse(input);
  context.setCustomStatus({ waitingFor: 'Event_Ship', order, item, escalateTo });
  if (shipWithinSeconds === null) {
    yield context.waitForEvent('Event_Ship');
  } else {
    const answer = yield* eventWithin(context, 'Event_Ship', shipWithinSeconds * second);
    if (answer === 'deadline') {
      context.setCustomStatus({ state: 'escalated', order, to: escalateTo });
      return [yield context.callActivity('Warehouse_Escalate', escalateTo)];
    }
  }
  const outputs = [yield context.callActivity('Warehouse_Ship', 'shipped')];
  context.setCustomStatus({ state: 'shipped', order });
  return outputs;
}

/** The warehouse: staff report the parcel by `Event_Ship`; silence is escalated. */
export const warehouseSample: Registry = {
  orchestrators: { Warehouse_Orchestrator: warehouse },
  activities: {
    ...activity('Warehouse_Ship', z.string(), [100, 900], (state) => `The order is ${state}!`),
    ...activity('Warehouse_Escalate', z.string(), [100, 900], (who) => `The order is escalated to ${who}!`),
  },
  entities: {},
};
