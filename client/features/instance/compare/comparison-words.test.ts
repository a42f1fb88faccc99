import { expect, it } from 'vitest';
import { compareExecutions } from '../../../../shared/domain/execution/alignment.ts';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import {
  asked,
  done,
  ended,
  failed,
  makeHistory,
  started,
  turn,
} from '../../../../shared/testing/execution-history.ts';
import { at } from '../../../../shared/testing/instances.ts';
import { comparisonSummary, gapWords, rowWords } from './comparison-words.ts';

/** Charge comes back after as many seconds as told. */
function order(chargeSeconds: number, outcome: 'completed' | 'failed') {
  const answer = { ...(outcome === 'failed' ? failed(1) : done(1)), timestamp: at(1 + chargeSeconds) };
  return buildExecution(
    makeHistory(
      turn(started(), { ...asked(0, 'Reserve'), timestamp: at(0) }),
      turn({ ...done(0), timestamp: at(0.5) }, { ...asked(1, 'Charge'), timestamp: at(1) }),
      turn(answer, ...(outcome === 'failed' ? [] : [asked(2, 'Ship')]), ended()),
    ),
  );
}

it('says that both did the same and what took longer', () => {
  const comparison = compareExecutions(order(3.2, 'completed'), order(0.4, 'completed'));
  expect(comparisonSummary(comparison, true)).toBe('The same 3 steps; Charge took 3.2 s instead of 400 ms.');
  expect(comparison.rows.map(gapWords)).toEqual(['±0', '+2.8 s (8×)', '']);
});

it('says first what ended otherwise or is missing, and that reading goes on', () => {
  const comparison = compareExecutions(order(0.4, 'failed'), order(0.4, 'completed'));
  expect(comparisonSummary(comparison, false)).toBe(
    '2 steps in both, 1 only there; Charge failed here and completed there; Ship is only there, in what was read so far.',
  );
  expect(comparison.rows.map(rowWords)).toEqual([
    'Reserve: here completed after 500 ms, there completed after 500 ms',
    'Charge: here failed after 400 ms, there completed after 400 ms',
    'Ship: not here, there abandoned',
  ]);
});

it('names two of many differences and counts the others', () => {
  const fan = (outcome: typeof done) =>
    buildExecution(
      makeHistory(
        turn(started(), ...[0, 1, 2, 3].map((id) => asked(id, `F${id}`))),
        turn(...[0, 1, 2, 3].map((id) => outcome(id))),
      ),
    );
  const summary = comparisonSummary(compareExecutions(fan(failed), fan(done)), true);
  expect(summary).toBe(
    'The same 4 steps; F0 failed here and completed there; F1 failed here and completed there; 2 more ended otherwise.',
  );
});

it('numbers steps of the same name', () => {
  const twice = (seconds: number) =>
    buildExecution(
      makeHistory(
        turn(started(), { ...asked(0, 'Charge'), timestamp: at(0) }),
        turn({ ...done(0), timestamp: at(1) }, { ...asked(1, 'Charge'), timestamp: at(2) }),
        turn({ ...done(1), timestamp: at(2 + seconds) }),
      ),
    );
  const summary = comparisonSummary(compareExecutions(twice(5), twice(1)), true);
  expect(summary).toBe('The same 2 steps; Charge #2 took 5 s instead of 1 s.');
});
