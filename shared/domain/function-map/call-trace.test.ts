import { expect, it } from 'vitest';
import {
  asked,
  done,
  ended,
  makeHistory,
  started,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { buildExecution } from '../execution/build-execution.ts';
import { laterKeys, standingOf, traceOf, type CallTrace } from './call-trace.ts';

/** Calls the activities one after the other and has all their results; the last one's only when it has ended. */
function trace(names: readonly string[], hasEnded: boolean, isLastOpen = false): CallTrace {
  const turns = names.map((name, n): HistoryRow[] =>
    turn(...(n === 0 ? [started()] : [done(n - 1)]), asked(n, name)),
  );
  const last = isLastOpen ? [] : [turn(done(names.length - 1), ...(hasEnded ? [ended()] : []))];
  const model = buildExecution(makeHistory(...turns, ...last));
  const facts = { instanceId: 'i', executionId: null, name: 'Order', version: null };
  return traceOf({ ...facts, createdAt: null, completedAt: null, hasEnded, model, isCutShort: false });
}

const later = laterKeys('activity:Charge', [
  trace(['Reserve', 'Charge', 'Ship'], true),
  trace(['Charge', 'Audit', 'Ship'], true),
  trace(['Reserve', 'Reject'], true),
  trace(['Audit', 'Charge'], true),
]);

it('takes for later what ended runs never call before or beside it', () => {
  expect([...later]).toEqual(['activity:Ship']);
});

it.each([
  { standing: 'open', names: ['Reserve', 'Charge'], isLastOpen: true },
  { standing: 'done', names: ['Reserve', 'Charge'], isLastOpen: false },
  { standing: 'ahead', names: ['Reserve'], isLastOpen: true },
  { standing: 'ahead', names: ['Audit'], isLastOpen: true },
  { standing: 'passed', names: ['Reserve', 'Ship'], isLastOpen: true },
])('an instance that called $names is $standing', ({ standing, names, isLastOpen }) => {
  expect(standingOf(trace(names, false, isLastOpen), 'activity:Charge', later)).toBe(standing);
});
