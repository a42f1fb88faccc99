import { expect, it } from 'vitest';
import { fashionStoreSample } from './fashion-store.ts';
import { day } from './orchestration.ts';
import { runSample, type Script } from './run-sample.ts';

const input = { id: 'fashion-1', customer: 'c-1', garment: 'dress', price: 80 };
const sell = (script: Partial<Script>) =>
  runSample(fashionStoreSample, 'OrderOrchestrator', { input, ...script });
const answered = (data: unknown) => [{ atMs: 1000, name: 'Approval', data }];

it('colours the garment four times, then waits for the customer', () => {
  const run = sell({});
  expect(run.log).toEqual([
    'PostThePayment',
    ...Array.from({ length: 4 }, () => 'GenerateColors'),
    'SendNotification',
    'CancelOrder',
    'CloseOrderProcess',
  ]);
  expect(run).toMatchObject({ result: 'no answer', endedAtMs: day });
});

it('produces what the customer approves and cancels what they decline', () => {
  const approved = sell({ events: answered('approved') });
  expect(approved).toMatchObject({ result: 'approved', endedAtMs: 1000, openTimers: 0 });
  expect(approved.log.slice(-2)).toEqual(['ProduceGarment', 'CloseOrderProcess']);
  const declined = sell({ events: answered('too bright') });
  expect(declined.result).toBe('declined');
  expect(declined.log.slice(-2)).toEqual(['CancelOrder', 'CloseOrderProcess']);
});

it('cleans up and fails when the payment is rejected three times', () => {
  const rejected = new Error('rejected');
  const run = sell({
    answers: {
      PostThePayment: () => {
        throw rejected;
      },
    },
  });
  expect(run).toMatchObject({ outcome: 'failed', result: rejected });
  expect(run.log).toEqual(['PostThePayment', 'PostThePayment#2', 'PostThePayment#3', 'CancelOrder']);
});
