import { expect, it } from 'vitest';
import { failingSample } from './failing.ts';
import { runSample } from './run-sample.ts';

const signal = new AbortController().signal;
const failed = (error: unknown) => () => {
  throw error;
};

async function failureOf(activity: string, input: unknown): Promise<unknown> {
  return Promise.resolve(failingSample.activities[activity]!(input, { instanceId: 'i', signal })).catch(
    (error: unknown) => error,
  );
}

it('an import fails with the reader’s own failure inside', async () => {
  const error = await failureOf('ImportFeed', 'supplier-42.csv');
  expect(error).toMatchObject({ name: 'FeedUnreadable', cause: { name: 'SyntaxError' } });
  const run = runSample(failingSample, 'NightlyImport', {
    input: 'f.csv',
    answers: { ImportFeed: failed(error) },
  });
  expect(run).toMatchObject({ outcome: 'failed', result: error, log: ['ImportFeed'] });
});

it('an invoice is pushed three times before it fails', () => {
  const run = runSample(failingSample, 'InvoiceSync', {
    input: 'inv-1',
    answers: { PushInvoice: failed(new Error('503')) },
  });
  expect(run).toMatchObject({ outcome: 'failed', endedAtMs: 6000 });
  expect(run.log).toEqual(['PushInvoice', 'PushInvoice#2', 'PushInvoice#3']);
});

it('a payroll fails with the child that failed', async () => {
  const input = { month: '2026-10', departments: ['office', 'field-sales'] };
  const missing = await failureOf('PaySalaries', { month: '2026-10', department: 'field-sales' });
  expect(missing).toMatchObject({ message: 'employee 4711 has no bank account on file' });
  const batch = (of: unknown) => (JSON.stringify(of).includes('field-sales') ? failed(missing)() : 'paid');
  const run = runSample(failingSample, 'PayrollRun', { input, answers: { PayrollBatch: batch } });
  expect(run.log).toEqual(['PayrollBatch sample:office', 'PayrollBatch sample:field-sales']);
  expect(run).toMatchObject({ outcome: 'failed', result: missing });
});

it('a price update throws by itself', () => {
  const run = runSample(failingSample, 'PriceUpdate', { input: { sku: 'hat', percent: 130 } });
  expect(run).toMatchObject({ outcome: 'failed', result: { name: 'RangeError' }, log: [] });
});

it('a trip over budget is undone in reverse before it fails', async () => {
  const input = { traveller: 'ada', city: 'Oslo', price: 900, budget: 400 };
  const tooDear = await failureOf('PayTrip', input);
  const run = runSample(failingSample, 'BookTrip', { input, answers: { PayTrip: failed(tooDear) } });
  expect(run).toMatchObject({ outcome: 'failed', result: { name: 'BudgetExceeded' } });
  expect(run.log).toEqual(['BookFlight', 'BookHotel', 'PayTrip', 'CancelHotel', 'CancelFlight']);
});

it('a trip within budget is booked', () => {
  const input = { traveller: 'ada', city: 'Oslo', price: 300, budget: 400 };
  expect(runSample(failingSample, 'BookTrip', { input }).log).toEqual(['BookFlight', 'BookHotel', 'PayTrip']);
});
