import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity, failure } from './sample-activity.ts';

const webOrder = z.object({
  id: z.string(),
  email: z.string(),
  amount: z.number(),
  items: z.array(z.string()),
});

/** Version 2.0 ships by itself; 1.0 left that to another system. */
function stepsOf(version: string): string[] {
  const shipping = version.startsWith('1') ? [] : ['ShipOrder'];
  return ['ValidateOrder', 'CheckInventory', 'ProcessPayment', ...shipping, 'SendConfirmationEmail'];
}

function* processOrder(context: OrchestrationContext, input: unknown): Orchestration {
  const received = webOrder.parse(input);
  const steps = stepsOf(context.version);
  for (const [n, step] of steps.entries()) {
    context.setCustomStatus({ step, progress: `${n + 1}/${steps.length}` });
    yield context.callActivity(step, received);
  }
  return 'Order processed successfully!';
}

function validateOrder({ id, amount, items }: z.output<typeof webOrder>) {
  if (items.length === 0 || amount <= 0) throw failure('InvalidOrder', `order ${id} is empty`);
  return true;
}

/** Chaining with versions: running instances of an old version keep their steps. */
export const processOrderSample: Registry = {
  orchestrators: { ProcessOrderOrchestrator: processOrder },
  activities: {
    ...activity('ValidateOrder', webOrder, [50, 300], validateOrder),
    ...activity('CheckInventory', webOrder, [100, 1200], ({ items }) => ({ available: items.length })),
    ...activity('ProcessPayment', webOrder, [300, 2500], ({ amount }) => ({ paid: amount })),
    ...activity('ShipOrder', webOrder, [500, 3000], ({ id }) => ({ shipment: `S-${id}` })),
    ...activity('SendConfirmationEmail', webOrder, [100, 900], ({ email }) => `sent to ${email}`),
  },
  entities: {},
};
