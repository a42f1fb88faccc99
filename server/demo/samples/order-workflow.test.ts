import { describe, expect, it } from 'vitest';
import { createOrderWorkflowSample } from './order-workflow.ts';
import { runSample } from './run-sample.ts';

const sample = createOrderWorkflowSample();
const lines = [
  { sku: 'hat', qty: 1 },
  { sku: 'scarf', qty: 2 },
];
const order = { id: 'order-1', customer: 'c-1', total: 250, lines };
const unavailable = (failures: number) => (_input: unknown, attempt: number) => {
  if (attempt <= failures) throw new Error('busy');
  return 'reserved';
};

describe('OrderWorkflow', () => {
  it('reserves, charges, then ships one child per line', () => {
    const shipped = (line: unknown) => line;
    const run = runSample(sample, 'OrderWorkflow', { input: order, answers: { ShipLine: shipped } });
    expect(run.log).toEqual([
      'counter/orders add',
      'ReserveStock',
      'ChargeCard',
      'ShipLine sample:ship-0',
      'ShipLine sample:ship-1',
    ]);
    expect(run).toMatchObject({ outcome: 'completed', result: lines });
    expect(run.statuses.at(-1)).toEqual({ step: 'shipped', parcels: 2 });
  });

  it('tries a busy warehouse four times, with longer pauses, before it charges', () => {
    const run = runSample(sample, 'OrderWorkflow', {
      input: order,
      answers: { ReserveStock: unavailable(3) },
    });
    expect(run.log.slice(1, 6)).toEqual([
      'ReserveStock',
      'ReserveStock#2',
      'ReserveStock#3',
      'ReserveStock#4',
      'ChargeCard',
    ]);
    expect(run).toMatchObject({ outcome: 'completed', endedAtMs: 1500 + 3000 + 6000 });
  });

  it('never charges when the stock cannot be reserved', () => {
    const run = runSample(sample, 'OrderWorkflow', {
      input: order,
      answers: { ReserveStock: unavailable(4) },
    });
    expect(run.outcome).toBe('failed');
    expect(run.log).not.toContain('ChargeCard');
  });

  it('ships nothing when the card is declined', async () => {
    const charge = sample.activities.ChargeCard!;
    const context = { instanceId: 'order-1', signal: new AbortController().signal };
    const declined = await Promise.resolve(charge({ customer: 'c-1', amount: 4800 }, context)).catch(
      (error: unknown) => error,
    );
    expect(declined).toMatchObject({ name: 'CardDeclined', message: 'card declined: limit 1000' });
    const run = runSample(sample, 'OrderWorkflow', {
      input: order,
      answers: {
        ChargeCard: () => {
          throw declined;
        },
      },
    });
    expect(run).toMatchObject({ outcome: 'failed', result: declined });
    expect(run.log.join()).not.toContain('ShipLine');
  });
});

describe('ShipLine', () => {
  const oversize = { sku: 'piano', qty: 1, isOversize: true };

  it('prints the label at once when the parcel service takes it', () => {
    const run = runSample(sample, 'ShipLine', { input: lines[0], answers: { PrintLabel: () => '1Z-1' } });
    expect(run).toMatchObject({ outcome: 'completed', result: { sku: 'hat', label: '1Z-1' } });
  });

  it('waits for the carrier when the line is oversize', () => {
    expect(runSample(sample, 'ShipLine', { input: oversize })).toMatchObject({
      outcome: 'waiting',
      log: ['PackParcel'],
    });
    const run = runSample(sample, 'ShipLine', {
      input: oversize,
      events: [{ atMs: 5000, name: 'Event_Ship' }],
    });
    expect(run).toMatchObject({ outcome: 'completed', endedAtMs: 5000 });
    expect(run.log).toEqual(['PackParcel', 'PrintLabel', 'counter/parcels add']);
  });
});
