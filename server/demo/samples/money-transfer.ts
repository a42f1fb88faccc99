import { z } from 'zod';
import type { Entity, EntityRef, OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { failure } from './sample-activity.ts';

const number = z.number().default(0);

const counter: Entity = {
  add: (context, input) => (context.state = number.parse(context.state) + number.parse(input)),
  get: (context) => number.parse(context.state),
  reset: (context) => (context.state = 0),
  delete: (context) => (context.state = undefined),
};

const account: Entity = {
  deposit: (context, input) =>
    (context.state = number.parse(context.state) + z.number().positive().parse(input)),
  withdraw(context, input) {
    const balance = number.parse(context.state);
    const amount = z.number().positive().parse(input);
    if (amount > balance)
      throw failure('InsufficientFunds', `${context.key} holds ${balance}, not ${amount}`);
    context.state = balance - amount;
    return context.state;
  },
  balance: (context) => number.parse(context.state),
  close: (context) => (context.state = undefined),
};

const transfer = z.object({
  from: z.string(),
  to: z.string(),
  amount: z.number().positive(),
  /** Keeps both accounts locked until the event `Confirm`. */
  needsConfirmation: z.boolean().default(false),
});

function accountRef(key: string): EntityRef {
  return { name: 'account', key };
}

function* moneyTransfer(context: OrchestrationContext, input: unknown): Orchestration {
  const { from, to, amount, needsConfirmation } = transfer.parse(input);
  context.setCustomStatus({ step: 'locking', from, to });
  yield context.lockEntities([accountRef(from), accountRef(to)]);
  const balance = number.parse(yield context.callEntity(accountRef(from), 'balance'));
  if (balance < amount) {
    context.releaseLocks();
    context.setCustomStatus({ step: 'refused', balance, amount });
    return { moved: 0, reason: 'insufficient funds' };
  }
  if (needsConfirmation) {
    context.setCustomStatus({ waitingFor: 'Confirm', from, to, amount });
    yield context.waitForEvent('Confirm');
  }
  yield context.callEntity(accountRef(from), 'withdraw', amount);
  yield context.callEntity(accountRef(to), 'deposit', amount);
  context.releaseLocks();
  context.setCustomStatus({ step: 'moved', amount });
  return { moved: amount };
}

/** Entities: a counter that others signal, and accounts that a transfer locks in pairs. */
export const moneyTransferSample: Registry = {
  orchestrators: { MoneyTransfer: moneyTransfer },
  activities: {},
  entities: { counter, account },
};
