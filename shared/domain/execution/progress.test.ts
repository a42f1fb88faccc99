import { expect, it } from 'vitest';
import { makeHistoryEvent } from '../../testing/history.ts';
import type { HistoryEvent } from '../../contract/history.ts';
import { at } from '../../testing/instances.ts';
import { buildExecution } from './build-execution.ts';
import { fanOutProgress, lastFailedStep, progressOfKind } from './progress.ts';

function scheduled(ordinal: number, name: string): HistoryEvent {
  return makeHistoryEvent({ ordinal, eventType: 'TaskScheduled', eventId: ordinal, name });
}

function ended(ordinal: number, taskScheduledId: number, eventType = 'TaskCompleted'): HistoryEvent {
  return makeHistoryEvent({ ordinal, eventType, taskScheduledId });
}

const turn = (ordinal: number) => makeHistoryEvent({ ordinal, eventType: 'OrchestratorStarted' });
const rest = (ordinal: number) => makeHistoryEvent({ ordinal, eventType: 'OrchestratorCompleted' });

const twoFanOuts = buildExecution([
  turn(0),
  makeHistoryEvent({ ordinal: 1 }),
  scheduled(2, 'Pack'),
  scheduled(3, 'Pack'),
  scheduled(4, 'Pack'),
  rest(5),
  turn(6),
  ended(7, 2),
  ended(8, 3, 'TaskFailed'),
  scheduled(9, 'Ship'),
  scheduled(10, 'Ship'),
  rest(11),
  turn(12),
  ended(13, 9),
  ended(14, 10),
  rest(15),
]);

it('shows fan-outs under way before those that are over', () => {
  expect(
    fanOutProgress(twoFanOuts).map(({ fanOut, settled, total }) => [fanOut.name, settled, total]),
  ).toEqual([
    ['Pack', 2, 3],
    ['Ship', 2, 2],
  ]);
});

it('counts steps of one kind by state', () => {
  expect(progressOfKind(twoFanOuts, 'activity')).toMatchObject({
    total: 5,
    settled: 4,
    counts: { open: 1, completed: 3, failed: 1 },
  });
  expect(progressOfKind(twoFanOuts, 'timer').total).toBe(0);
});

it('finds the failure that came last', () => {
  const model = buildExecution([
    turn(0),
    makeHistoryEvent({ ordinal: 1 }),
    scheduled(2, 'Late'),
    scheduled(3, 'Early'),
    rest(4),
    turn(5),
    { ...ended(6, 2, 'TaskFailed'), timestamp: at(90) },
    { ...ended(7, 3, 'TaskFailed'), timestamp: at(80) },
    rest(8),
  ]);
  expect(lastFailedStep(model)?.name).toBe('Late');
  expect(lastFailedStep(buildExecution([turn(0), makeHistoryEvent({ ordinal: 1 })]))).toBeNull();
});
