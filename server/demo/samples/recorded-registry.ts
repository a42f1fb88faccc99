import type { Orchestrator, Registry } from '../worker/definitions.ts';
import { isRecord } from '../worker/json-record.ts';

const helloSequence: Orchestrator = function* (context) {
  const greetings: unknown[] = [];
  for (const city of ['Tokyo', 'Seattle', 'London'])
    greetings.push(yield context.callActivity('E1_SayHello', city));
  return greetings;
};

const orderWorkflow: Orchestrator = function* (context, input) {
  const order = isRecord(input) ? input : {};
  const lines: unknown[] = Array.isArray(order.lines) ? order.lines : [];
  context.setCustomStatus('reserving');
  yield context.callActivity('ReserveStock', order, { maxAttempts: 4, firstDelayMs: 300, backoff: 2 });
  context.setCustomStatus('charging');
  yield context.callActivity('ChargeCard', order.total);
  const shipments = lines.map((line, n) =>
    context.callSubOrchestrator('ShipLine', line, { instanceId: `${context.instanceId}:ship-${n}` }),
  );
  const labels = yield context.all(shipments);
  context.setCustomStatus({ state: 'shipped', parcels: lines.length });
  return labels;
};

const shipLine: Orchestrator = function* (context, input) {
  yield context.callActivity('PackParcel', input);
  if (isRecord(input) && input.sku === 'escalate') yield context.waitForEvent('Event_Ship');
  return yield context.callActivity('PrintLabel', input);
};

const approval: Orchestrator = function* (context) {
  context.setCustomStatus({ waitingFor: 'Approve' });
  return yield context.waitForEvent('Approve');
};

/** What the recorded hub needs to have its queued work finished. */
export const recordedRegistry: Registry = {
  orchestrators: {
    E1_HelloSequence: helloSequence,
    OrderWorkflow: orderWorkflow,
    ShipLine: shipLine,
    Approval: approval,
  },
  activities: {
    E1_SayHello: (name) => `Hello ${String(name)}!`,
    ReserveStock: () => true,
    ChargeCard: () => ({ authorisation: 'A-17' }),
    PackParcel: () => true,
    PrintLabel: (line) => ({ sku: isRecord(line) ? line.sku : null, label: '1Z-999' }),
  },
  entities: {},
};
