import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import { day, eventWithin, type Orchestration } from './orchestration.ts';
import { activity, failure } from './sample-activity.ts';

const colours = ['white', 'black', 'pink', 'green'];
const garmentOrder = z.object({
  id: z.string(),
  customer: z.string(),
  garment: z.string(),
  price: z.number(),
});

function* fashionOrder(context: OrchestrationContext, input: unknown): Orchestration {
  const bought = garmentOrder.parse(input);
  try {
    return yield* sellGarment(context, bought);
  } catch (error) {
    context.setCustomStatus({ step: 'cleaning up', garment: bought.garment });
    yield context.callActivity('CancelOrder', bought);
    throw error;
  }
}

function* sellGarment(context: OrchestrationContext, bought: z.output<typeof garmentOrder>): Orchestration {
  context.setCustomStatus({ step: 'posting the payment' });
  yield context.callActivity('PostThePayment', bought, { maxAttempts: 3, firstDelayMs: 5000 });
  context.setCustomStatus({ step: 'generating colours', colours });
  yield context.all(
    colours.map((colour) => context.callActivity('GenerateColors', { garment: bought.garment, colour })),
  );
  yield context.callActivity('SendNotification', bought);
  context.setCustomStatus({ waitingFor: 'Approval', customer: bought.customer, within: '24 h' });
  const answer = yield* eventWithin(context, 'Approval', day);
  const isApproved = answer !== 'deadline' && answer.data === 'approved';
  yield context.callActivity(isApproved ? 'ProduceGarment' : 'CancelOrder', bought);
  yield context.callActivity('CloseOrderProcess', bought);
  const outcome = isApproved ? 'approved' : answer === 'deadline' ? 'no answer' : 'declined';
  context.setCustomStatus({ step: 'closed', outcome });
  return outcome;
}

function postThePayment({ id, price }: z.output<typeof garmentOrder>) {
  if (price <= 0) throw failure('PaymentRejected', `payment of ${price} for ${id} was rejected`);
  return { posted: price };
}

const colouring = z.object({ garment: z.string(), colour: z.string() });

/** The fashion store: after the payment the customer sees colour versions and has a day to decide. */
export const fashionStoreSample: Registry = {
  orchestrators: { OrderOrchestrator: fashionOrder },
  activities: {
    ...activity('PostThePayment', garmentOrder, [200, 1500], postThePayment),
    ...activity('GenerateColors', colouring, [400, 3000], (work) => `${work.garment}-${work.colour}.png`),
    ...activity('SendNotification', garmentOrder, [100, 800], ({ customer }) => `sent to ${customer}`),
    ...activity('ProduceGarment', garmentOrder, [800, 3000], ({ garment }) => ({ produced: garment })),
    ...activity('CancelOrder', garmentOrder, [100, 600], ({ id }) => ({ cancelled: id })),
    ...activity('CloseOrderProcess', garmentOrder, [100, 500], ({ id }) => ({ closed: id })),
  },
  entities: {},
};
