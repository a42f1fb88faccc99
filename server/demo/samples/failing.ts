import { z } from 'zod';
import type { OrchestrationContext, Registry, Task } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity, failure } from './sample-activity.ts';

function* nightlyImport(context: OrchestrationContext, input: unknown): Orchestration {
  context.setCustomStatus({ step: 'importing', feed: input });
  return yield context.callActivity('ImportFeed', input);
}

function importFeed(feed: string): never {
  const inner = new SyntaxError(`Unexpected token '<' at line 1204, column 1`);
  throw failure('FeedUnreadable', `${feed}: row 1204 cannot be read`, inner);
}

function* invoiceSync(context: OrchestrationContext, input: unknown): Orchestration {
  context.setCustomStatus({ step: 'pushing', invoice: input });
  return yield context.callActivity('PushInvoice', input, { maxAttempts: 3, firstDelayMs: 2000, backoff: 2 });
}

function pushInvoice(invoice: string): never {
  throw failure('ErpUnavailable', `the ERP answered 503 Service Unavailable for ${invoice}`);
}

const payroll = z.object({ month: z.string(), departments: z.array(z.string()) });

function* payrollRun(context: OrchestrationContext, input: unknown): Orchestration {
  const { month, departments } = payroll.parse(input);
  context.setCustomStatus({ month, departments: departments.length });
  const children = departments.map((department) =>
    context.callSubOrchestrator(
      'PayrollBatch',
      { month, department },
      {
        instanceId: `${context.instanceId}:${department}`,
      },
    ),
  );
  return yield context.all(children);
}

const batch = z.object({ month: z.string(), department: z.string() });

function* payrollBatch(context: OrchestrationContext, input: unknown): Orchestration {
  return yield context.callActivity('PaySalaries', batch.parse(input));
}

function paySalaries({ department }: z.output<typeof batch>) {
  if (department === 'field-sales')
    throw failure('MissingBankAccount', 'employee 4711 has no bank account on file');
  return { paid: department };
}

const discount = z.object({ sku: z.string(), percent: z.number() });

// eslint-disable-next-line require-yield -- an orchestrator that throws before its first task
function* priceUpdate(_context: OrchestrationContext, input: unknown): Orchestration {
  const { sku, percent } = discount.parse(input);
  throw new RangeError(`a discount of ${percent} % on ${sku} is more than its price`);
}

const trip = z.object({ traveller: z.string(), city: z.string(), price: z.number(), budget: z.number() });

function* bookTrip(context: OrchestrationContext, input: unknown): Orchestration {
  const booking = trip.parse(input);
  const undo: (() => Task)[] = [];
  try {
    undo.push(() => context.callActivity('CancelFlight', booking));
    yield context.callActivity('BookFlight', booking);
    undo.push(() => context.callActivity('CancelHotel', booking));
    yield context.callActivity('BookHotel', booking);
    context.setCustomStatus({ step: 'paying', price: booking.price });
    return yield context.callActivity('PayTrip', booking);
  } catch (error) {
    context.setCustomStatus({ step: 'compensating', bookings: undo.length });
    for (const cancel of undo.reverse()) yield cancel();
    throw error;
  }
}

function payTrip({ traveller, price, budget }: z.output<typeof trip>) {
  if (price > budget)
    throw failure('BudgetExceeded', `the trip of ${traveller} costs ${price}, the budget is ${budget}`);
  return { paid: price };
}

/** One of each way to fail. */
export const failingSample: Registry = {
  orchestrators: {
    NightlyImport: nightlyImport,
    InvoiceSync: invoiceSync,
    PayrollRun: payrollRun,
    PayrollBatch: payrollBatch,
    PriceUpdate: priceUpdate,
    BookTrip: bookTrip,
  },
  activities: {
    ...activity('ImportFeed', z.string(), [500, 2500], importFeed),
    ...activity('PushInvoice', z.string(), [200, 900], pushInvoice),
    ...activity('PaySalaries', batch, [500, 2500], paySalaries),
    ...activity('BookFlight', trip, [300, 2000], ({ city }) => `flight to ${city}`),
    ...activity('BookHotel', trip, [300, 2000], ({ city }) => `hotel in ${city}`),
    ...activity('PayTrip', trip, [300, 1500], payTrip),
    ...activity('CancelFlight', trip, [200, 900], () => 'cancelled'),
    ...activity('CancelHotel', trip, [200, 900], () => 'cancelled'),
  },
  entities: {},
};
