import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asked,
  done,
  ended,
  failed,
  makeHistory,
  started,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { findCommonRuns } from './alignment-diff.ts';
import { alignSteps, compareExecutions } from './alignment.ts';
import { buildExecution } from './build-execution.ts';
import type { Step } from './execution-model.ts';

const [template] = buildExecution(makeHistory(turn(started(), asked(0)))).steps as [Step];

function stepsOf(names: readonly string[], side: string): Step[] {
  return names.map((name, i) => ({ ...template, id: `${side}${i}`, name }));
}

function namesOf(left: readonly string[], right: readonly string[]): string[] {
  return alignSteps(stepsOf(left, 'l'), stepsOf(right, 'r')).map(
    (pair) => `${pair.left?.name ?? '-'}${pair.right?.name ?? '-'}`,
  );
}

/** The plain way: quadratic, and certain. */
function longestCommon(left: readonly number[], right: readonly number[]): number {
  let row = Array.from({ length: right.length + 1 }, () => 0);
  for (const key of left) {
    const next = [0];
    for (const [i, other] of right.entries())
      next.push(key === other ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}

const anyNames = fc.array(fc.constantFrom('A', 'B', 'C', 'D'), { maxLength: 40 });
const anyKeys = fc.array(fc.nat(4), { maxLength: 60 });

describe('aligned steps', () => {
  it('stand there once each, in their order, and beside each other only when they are of the same name', () => {
    fc.assert(
      fc.property(anyNames, anyNames, (leftNames, rightNames) => {
        const left = stepsOf(leftNames, 'l');
        const right = stepsOf(rightNames, 'r');
        const pairs = alignSteps(left, right);
        expect(pairs.flatMap((pair) => pair.left ?? [])).toEqual(left);
        expect(pairs.flatMap((pair) => pair.right ?? [])).toEqual(right);
        for (const pair of pairs)
          if (pair.left !== null && pair.right !== null) expect(pair.left.name).toBe(pair.right.name);
      }),
    );
  });

  it('are as many as there can be', () => {
    fc.assert(
      fc.property(anyKeys, anyKeys, (left, right) => {
        const common = findCommonRuns(left, right).reduce((sum, { length }) => sum + length, 0);
        expect(common).toBe(longestCommon(left, right));
      }),
    );
  });

  it('keep together what a longer loop and a wider fan-out have in common', () => {
    const loop = namesOf(['A', 'B', 'A', 'B', 'Z'], ['A', 'B', 'A', 'B', 'A', 'B', 'Z']);
    expect(loop).toEqual(['AA', 'BB', 'AA', 'BB', '-A', '-B', 'ZZ']);
    const fanOut = namesOf(['S', 'F', 'F', 'F', 'E'], ['S', 'F', 'F', 'E']);
    expect(fanOut).toEqual(['SS', 'FF', 'FF', 'F-', 'EE']);
  });

  it('of thousands without anything in common stand there all the same', () => {
    const left = Array.from({ length: 5_000 }, (_, i) => i);
    const right = left.map((i) => -1 - i);
    expect(findCommonRuns(left, right)).toEqual([]);
    expect(findCommonRuns([...left, 7], [...right, 7]).at(-1)).toEqual({
      left: 5_000,
      right: 5_000,
      length: 1,
    });
  });
});

describe('a comparison', () => {
  const run = (...rows: HistoryRow[][]) => buildExecution(makeHistory(...rows));
  const good = run(
    turn(started(), asked(0, 'Reserve')),
    turn(done(0), asked(1, 'Charge')),
    turn(done(1), ended()),
  );

  it('of a run with itself finds no difference', () => {
    const { rows, firstDifference, common } = compareExecutions(good, good);
    expect(rows.map(({ difference }) => difference)).toEqual([null, null]);
    expect({ firstDifference, common }).toEqual({ firstDifference: null, common: 2 });
  });

  it('finds the first step that ended otherwise, and those only one side has', () => {
    const bad = run(
      turn(started(), asked(0, 'Reserve')),
      turn(done(0), asked(1, 'Charge')),
      turn(failed(1), asked(2, 'Release')),
      turn(done(2), ended('Failed')),
    );
    const comparison = compareExecutions(bad, good);
    expect(comparison.rows.map(({ difference }) => difference)).toEqual([null, 'outcome', 'missing']);
    expect(comparison).toMatchObject({ firstDifference: 1, common: 2, onlyLeft: 1, onlyRight: 0 });
  });

  it('tells another result from another outcome', () => {
    const other = run(
      turn(started(), asked(0, 'Reserve')),
      turn(done(0, '"other"'), asked(1, 'Charge')),
      turn(done(1), ended()),
    );
    const { rows, firstDifference } = compareExecutions(good, other);
    expect(rows.map(({ difference }) => difference)).toEqual(['payload', null]);
    expect(firstDifference).toBeNull();
  });
});
