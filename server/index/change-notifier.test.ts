import { expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { ChangeNotifier } from './change-notifier.ts';

function rig(listeners: number) {
  const clock = new ManualClock();
  const state = { change: 1, failures: 0 };
  const notifier = new ChangeNotifier(
    () => state.change,
    clock,
    () => (state.failures += 1),
  );
  const heard = Array.from({ length: listeners }, () => [] as number[]);
  const leave = heard.map((changes) => notifier.add((change) => changes.push(change)));
  return {
    clock,
    state,
    notifier,
    heard,
    leave,
    told: () => heard.filter(({ length }) => length > 0).length,
  };
}

it('tells a few at once and a crowd in groups', () => {
  const { clock, notifier, told } = rig(12);
  notifier.notify();
  expect(told()).toBe(5);
  clock.advance(25);
  expect(told()).toBe(10);
  clock.advance(25);
  expect(told()).toBe(12);
});

it('tells everybody again of what changed while a crowd was being told', () => {
  const { clock, state, notifier, heard } = rig(30);
  notifier.notify();
  state.change = 2;
  notifier.notify();
  for (let step = 0; step < 10; step++) clock.advance(100);
  expect(heard.map((changes) => changes.at(-1))).toEqual(Array.from({ length: 30 }, () => 2));
});

it('does not tell those who left while they waited for their turn', () => {
  const { clock, notifier, heard, leave } = rig(7);
  notifier.notify();
  leave[6]?.();
  clock.advance(25);
  expect(heard.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1, 0]);
});

it('is silent once closed, in the middle of a crowd too', () => {
  const { clock, notifier, told } = rig(10);
  notifier.notify();
  notifier.close();
  clock.advance(1000);
  expect(told()).toBe(5);
});

it('goes on telling when a listener fails', () => {
  const { clock, state, notifier, told } = rig(7);
  notifier.add(() => {
    throw new Error('gone');
  });
  notifier.notify();
  clock.advance(100);
  expect([told(), state.failures]).toEqual([7, 1]);
});
