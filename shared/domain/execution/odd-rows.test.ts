import { expect, it } from 'vitest';
import {
  asked,
  done,
  ended,
  fired,
  makeHistory,
  rowKeyOf,
  started,
  timer,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { buildExecution } from './build-execution.ts';

const begin = turn(started(), asked(0), timer(1));

function oddness(...rows: readonly HistoryRow[]) {
  const events = makeHistory(begin, rows);
  const { steps, oddRows } = buildExecution(events);
  expect(oddRows.every(({ rowKey }) => events.some((event) => event.rowKey === rowKey))).toBe(true);
  return { states: steps.map(({ state }) => state), problems: oddRows.map(({ problem }) => problem) };
}

it('finds nothing odd about a plain history', () => {
  expect(oddness(...turn(done(0), ended()))).toEqual({ states: ['completed', 'abandoned'], problems: [] });
});

it.each<[string, HistoryRow, RegExp]>([
  ['an end without a beginning', done(7), /^Nothing has the id 7\.$/],
  ['an end that does not say of what', { eventType: 'TaskCompleted' }, /does not say what it completes/],
  ['an end of another kind', done(1), /^What has the id 1 is not an activity\.$/],
  ['a timer that is an activity', fired(0), /^What has the id 0 is not a timer\.$/],
])('keeps %s as a step of its own', (_, row, problem) => {
  const { states, problems } = oddness(...turn(row));
  expect(states).toEqual(['open', 'open', 'unknown']);
  expect(problems).toEqual([expect.stringMatching(problem)]);
});

it.each<[string, HistoryRow[], RegExp]>([
  ['a second end of the same step', turn(done(0), done(0)), /completed before/],
  ['a second start', turn(started()), /started before/],
  ['a second end of the execution', turn(ended(), ended()), /ended before/],
  ['an id used twice', turn(asked(0)), /The id 0 was used before/],
  ['a step without an id', turn({ eventType: 'TaskScheduled', eventId: null }), /has no id/],
  ['a turn in a turn', [{ eventType: 'OrchestratorStarted' }, ...turn(done(0))], /turn before it has no end/],
  ['an unknown type', [{ eventType: 'Teleported' }], /“Teleported” are not known/],
  [
    'a row the provider marked',
    [{ ...done(0), problems: ['Result is not text.'] }],
    /^Result is not text\.$/,
  ],
])('marks %s', (_, rows, problem) => {
  expect(oddness(...rows).problems).toEqual([expect.stringMatching(problem)]);
});

it('marks the end of a turn that never began, and says all that is wrong with a row', () => {
  const problems = ['EventId is missing.'];
  const { oddRows } = buildExecution(makeHistory([{ eventType: 'OrchestratorCompleted', problems }]));
  expect(oddRows).toEqual([
    { rowKey: rowKeyOf(0), problem: 'EventId is missing. It ends a turn that has no beginning.' },
  ]);
});

it('gives the completion of an id used twice to the later use', () => {
  expect(oddness(...turn(asked(0)), ...turn(done(0))).states).toEqual(['open', 'open', 'completed']);
});
