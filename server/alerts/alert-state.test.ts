import { expect, it } from 'vitest';
import { at } from '../../shared/testing/instances.ts';
import { advance, initialState, type Patience, type Reading, type Transition } from './alert-state.ts';

const breached: Reading = { kind: 'measured', level: 'breached', value: 9, text: 'too much' };
const between: Reading = { kind: 'measured', level: 'between', value: 5, text: 'less' };
const clear: Reading = { kind: 'measured', level: 'clear', value: 0, text: 'none' };
const unknown: Reading = { kind: 'unknown', reason: 'storage is away' };
const patience: Patience = { holdMs: 60_000, resolveAfterMs: 90_000, unknownMs: 300_000 };

/** A reading every 30 s, and what each step came to: the status, and what happened. */
function run(readings: readonly Reading[], { given = patience, everyS = 30 } = {}): string[] {
  let state = initialState(at(0));
  return readings.map((reading, step) => {
    const advanced = advance(state, reading, given, at(step * everyS));
    state = advanced.state;
    const happened: readonly Transition[] = advanced.transitions;
    return [state.status, ...happened].join(' ');
  });
}

it('fires once it has held for so long, and only once', () => {
  expect(run([clear, breached, breached, breached, breached])).toEqual([
    'ok',
    'pending',
    'pending',
    'firing fired',
    'firing',
  ]);
});

it('fires at once where nothing has to be held', () => {
  expect(run([breached], { given: { ...patience, holdMs: 0 } })).toEqual(['firing fired']);
});

it('forgets what did not hold', () => {
  expect(run([breached, breached, clear, breached, breached])).toEqual([
    'pending',
    'pending',
    'ok',
    'pending',
    'pending',
  ]);
});

it('resolves only below the lower threshold, for so long on end', () => {
  const upTo = [breached, breached, breached];
  expect(run([...upTo, between, between, between, between, between]).at(-1)).toBe('firing');
  expect(run([...upTo, clear, clear, clear, between, clear, clear, clear]).slice(3)).toEqual(
    Array.from({ length: 7 }, () => 'firing'),
  );
  expect(run([...upTo, clear, clear, clear, clear]).slice(3)).toEqual([
    'firing',
    'firing',
    'firing',
    'ok resolved',
  ]);
});

it('between the thresholds nothing that was quiet fires', () => {
  expect(run([breached, between, between, between])).toEqual(['pending', 'ok', 'ok', 'ok']);
});

it('what is not known neither fires nor resolves', () => {
  const away = Array.from({ length: 5 }, () => unknown);
  expect(run([breached, breached, ...away])).toEqual(Array.from({ length: 7 }, () => 'pending'));
  expect(run([breached, breached, breached, clear, clear, clear, ...away]).at(-1)).toBe('firing');
});

it('tells once that it cannot be evaluated, and once that it can be again', () => {
  const away = Array.from({ length: 13 }, () => unknown);
  const steps = run([clear, ...away, clear, clear]);
  expect(steps.filter((step) => step !== 'ok')).toEqual(['ok unknown', 'ok known']);
  expect(steps[11]).toBe('ok unknown');
  expect(steps.at(-2)).toBe('ok known');
});

it('a short time without knowing is not told, and does not end what is held', () => {
  expect(run([breached, unknown, breached])).toEqual(['pending', 'pending', 'firing fired']);
});

it('what was not watched for long is not taken as held', () => {
  expect(run([breached, breached, breached], { everyS: 600 })).toEqual(['pending', 'pending', 'pending']);
});

it('what was not watched for long is not taken as over', () => {
  const given = { ...patience, holdMs: 0 };
  expect(run([breached, clear, clear, clear], { given, everyS: 600 })).toEqual([
    'firing fired',
    'firing',
    'firing',
    'firing',
  ]);
});
