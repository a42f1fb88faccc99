import { describe, expect, it } from 'vitest';
import { moneyTransferSample } from './money-transfer.ts';
import { runSample, type Script } from './run-sample.ts';

const accounts = (from: number) => ({ 'account/a': from, 'account/b': 5 });
const move = (entities: Record<string, unknown>, extra: object = {}, events: Script['events'] = []) =>
  runSample(moneyTransferSample, 'MoneyTransfer', {
    input: { from: 'a', to: 'b', amount: 30, ...extra },
    entities,
    events,
  });

describe('MoneyTransfer', () => {
  it('touches the accounts only while it holds both locks', () => {
    const states = accounts(100);
    const run = move(states);
    expect(run.log).toEqual([
      'lock account/a account/b',
      'account/a balance',
      'account/a withdraw',
      'account/b deposit',
      'release',
    ]);
    expect(states).toEqual({ 'account/a': 70, 'account/b': 35 });
    expect(run.result).toEqual({ moved: 30 });
  });

  it('releases the locks and moves nothing when the money is not there', () => {
    const states = accounts(29);
    const run = move(states);
    expect(run.log).toEqual(['lock account/a account/b', 'account/a balance', 'release']);
    expect(states).toEqual(accounts(29));
    expect(run.result).toEqual({ moved: 0, reason: 'insufficient funds' });
  });

  it('keeps the locks until it is confirmed', () => {
    const held = move(accounts(100), { needsConfirmation: true });
    expect(held).toMatchObject({ outcome: 'waiting' });
    expect(held.log).not.toContain('release');
    const confirmed = move(accounts(100), { needsConfirmation: true }, [{ atMs: 1000, name: 'Confirm' }]);
    expect(confirmed).toMatchObject({ result: { moved: 30 }, endedAtMs: 1000 });
  });
});

describe('entities', () => {
  const operate = (name: string, operation: string, state: unknown, input?: unknown) => {
    const context = { key: 'k', state, signalEntity: () => undefined };
    const answer = moneyTransferSample.entities[name]![operation]!(context, input);
    return { answer, state: context.state };
  };

  it('count from nothing', () => {
    expect(operate('counter', 'add', undefined, 2)).toEqual({ answer: 2, state: 2 });
    expect(operate('counter', 'delete', 7).state).toBeUndefined();
  });

  it('refuse to overdraw an account', () => {
    expect(() => operate('account', 'withdraw', 10, 11)).toThrow('k holds 10, not 11');
    expect(operate('account', 'withdraw', 10, 10)).toEqual({ answer: 0, state: 0 });
  });
});
