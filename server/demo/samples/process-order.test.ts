import { expect, it } from 'vitest';
import { processOrderSample } from './process-order.ts';
import { runSample } from './run-sample.ts';

const input = { id: 'web-1', email: 'a@example.com', amount: 10, items: ['hat'] };
const stepsIn = (version: string) =>
  runSample(processOrderSample, 'ProcessOrderOrchestrator', { input, version }).log;

it('ships from version 2.0 on', () => {
  expect(stepsIn('1.0')).toEqual([
    'ValidateOrder',
    'CheckInventory',
    'ProcessPayment',
    'SendConfirmationEmail',
  ]);
  expect(stepsIn('2.0')).toEqual([
    'ValidateOrder',
    'CheckInventory',
    'ProcessPayment',
    'ShipOrder',
    'SendConfirmationEmail',
  ]);
});
