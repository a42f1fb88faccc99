import { expect, it } from 'vitest';
import { runSample, type Script } from './run-sample.ts';
import { warehouseSample } from './warehouse.ts';

const answers: Script['answers'] = {
  Warehouse_Ship: (state) => `The order is ${String(state)}!`,
  Warehouse_Escalate: (who) => `The order is escalated to ${String(who)}!`,
};
const handle = (shipWithinSeconds: number | null, shippedAtMs?: number) =>
  runSample(warehouseSample, 'Warehouse_Orchestrator', {
    input: { order: 'order-1', item: 'hat', shipWithinSeconds },
    answers,
    events: shippedAtMs === undefined ? [] : [{ atMs: shippedAtMs, name: 'Event_Ship' }],
  });

it('ships when the event comes in time and leaves no timer behind', () => {
  expect(handle(20, 19_999)).toMatchObject({
    outcome: 'completed',
    result: ['The order is shipped!'],
    endedAtMs: 19_999,
    openTimers: 0,
  });
});

it('escalates when the event comes too late', () => {
  expect(handle(20, 20_001)).toMatchObject({
    result: ['The order is escalated to Head of department!'],
    endedAtMs: 20_000,
  });
});

it('waits for good without a deadline', () => {
  expect(handle(null)).toMatchObject({ outcome: 'waiting', log: [] });
  expect(handle(null, 1000).result).toEqual(['The order is shipped!']);
});
