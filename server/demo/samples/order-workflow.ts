import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity, failure, transientFailures } from './sample-activity.ts';
import { between } from './seeded-random.ts';

const cardLimit = 1000;

const orderLine = z.object({
  sku: z.string(),
  qty: z.int().positive(),
  /** Too large for the parcel service: the carrier announces itself by `Event_Ship`. */
  isOversize: z.boolean().default(false),
});
const order = z.object({
  id: z.string(),
  customer: z.string(),
  total: z.number().positive(),
  lines: z.array(orderLine).min(1),
});
export type Order = z.input<typeof order>;

function* orderWorkflow(context: OrchestrationContext, input: unknown): Orchestration {
  const { id, customer, total, lines } = order.parse(input);
  context.signalEntity({ name: 'counter', key: 'orders' }, 'add', 1);
  context.setCustomStatus({ step: 'reserving stock', lines: lines.length });
  const retry = { maxAttempts: 4, firstDelayMs: 1500, backoff: 2 };
  yield context.callActivity('ReserveStock', { id, lines }, retry);
  context.setCustomStatus({ step: 'charging', amount: total, currency: 'EUR' });
  yield context.callActivity('ChargeCard', { customer, amount: total });
  context.setCustomStatus({ step: 'shipping', parcels: lines.length });
  const children = lines.map((line, n) =>
    context.callSubOrchestrator('ShipLine', line, { instanceId: `${context.instanceId}:ship-${n}` }),
  );
  const parcels = z.array(z.unknown()).parse(yield context.all(children));
  context.setCustomStatus({ step: 'shipped', parcels: parcels.length });
  return parcels;
}

function* shipLine(context: OrchestrationContext, input: unknown): Orchestration {
  const line = orderLine.parse(input);
  yield context.callActivity('PackParcel', line);
  if (line.isOversize) {
    context.setCustomStatus({ waitingFor: 'Event_Ship', sku: line.sku, carrier: 'freight' });
    yield context.waitForEvent('Event_Ship');
  }
  const label = yield context.callActivity('PrintLabel', line);
  context.setCustomStatus({ step: 'handed over', label });
  context.signalEntity({ name: 'counter', key: 'parcels' }, 'add', 1);
  return { sku: line.sku, label };
}

function chargeCard({ customer, amount }: { customer: string; amount: number }) {
  if (amount > cardLimit) throw failure('CardDeclined', `card declined: limit ${cardLimit}`);
  return { customer, charged: amount };
}

/** Order processing: a retried reservation, a charge, then one child per line. */
export function createOrderWorkflowSample(): Registry {
  const isStillFailing = transientFailures();
  const reservation = z.object({ id: z.string(), lines: z.array(orderLine) });
  const charge = z.object({ customer: z.string(), amount: z.number() });
  return {
    orchestrators: { OrderWorkflow: orderWorkflow, ShipLine: shipLine },
    activities: {
      ...activity('ReserveStock', reservation, [100, 1500], ({ id, lines }, { random, instanceId }) => {
        // Every third order or so meets a busy warehouse; two refusals at most, so four attempts always do.
        if (isStillFailing(instanceId, Math.max(0, between(random, -3, 2))))
          throw failure('WarehouseBusy', `the warehouse did not answer for ${id} in time`);
        return { reserved: lines.length };
      }),
      ...activity('ChargeCard', charge, [300, 2500], chargeCard),
      ...activity('PackParcel', orderLine, [400, 3000], (line) => ({ packed: line.qty })),
      ...activity(
        'PrintLabel',
        orderLine,
        [50, 600],
        (_line, { random }) => `1Z-${between(random, 100_000, 999_999)}`,
      ),
    },
    entities: {},
  };
}
