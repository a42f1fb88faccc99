import { describe, expect, it } from 'vitest';
import {
  asked,
  childAsked,
  childFailed,
  done,
  ended,
  failed,
  fired,
  inlinePayload,
  makeHistory,
  rewound,
  rowKeyOf,
  started,
  timeOfRow,
  timer,
  turn,
} from '../../testing/execution-history.ts';
import { buildExecution } from './build-execution.ts';

describe('retries', () => {
  it('are attempts of one step, with the timers that delayed them', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), asked(0)),
        turn(failed(0, 'first'), timer(1, 14)),
        turn(fired(1, 14), asked(2)),
        turn(done(2, '7')),
      ),
    );
    const [step, delay] = steps;
    expect(steps).toHaveLength(2);
    expect(step).toMatchObject({
      state: 'completed',
      scheduledAt: timeOfRow(2),
      finishedAt: timeOfRow(13),
      failure: null,
      eventKeys: [2, 5, 10, 13].map(rowKeyOf),
    });
    expect(step?.attempts).toMatchObject([
      {
        number: 1,
        scheduledKey: rowKeyOf(2),
        state: 'failed',
        failure: { message: 'first' },
        delayKey: null,
      },
      {
        ...{ number: 2, scheduledKey: rowKeyOf(10), finishedKey: rowKeyOf(13), state: 'completed' },
        ...{ delayKey: rowKeyOf(6), delayMs: 1000 },
      },
    ]);
    expect(delay).toMatchObject({ kind: 'timer', state: 'completed', delaysStepId: step?.id });
    expect([step?.inferred.length, delay?.inferred.length]).toEqual([1, 1]);
  });

  it('are told by a running delay before the next attempt begins', () => {
    const { steps } = buildExecution(makeHistory(turn(started(), asked(0)), turn(failed(0), timer(1))));
    expect(steps).toMatchObject([{ state: 'failed' }, { state: 'open', delaysStepId: rowKeyOf(2) }]);
  });

  it('end with the timer without delay that the engine writes after the last attempt', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), asked(0)),
        turn(failed(0), timer(1, 4)),
        turn(fired(1, 4), ended('Failed')),
      ),
    );
    expect(steps).toMatchObject([{ state: 'failed' }, { kind: 'timer', delaysStepId: rowKeyOf(2) }]);
    expect(steps[1]?.inferred[0]).toContain('last attempt');
  });

  it('of children take the id of the last one', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), childAsked(0, 'Ship', 'one')),
        turn(childFailed(0), timer(1)),
        turn(fired(1), childAsked(2, 'Ship', 'two')),
      ),
    );
    expect(steps[0]).toMatchObject({ kind: 'sub-orchestration', state: 'open', instanceId: 'two' });
    expect(steps[0]?.attempts.map(({ state }) => state)).toEqual(['failed', 'open']);
  });

  it('of siblings go to the sibling whose timer fired', () => {
    const { steps, fanOuts } = buildExecution(
      makeHistory(
        turn(started(), asked(0), asked(1), asked(2)),
        turn(failed(1), failed(0), timer(3), timer(4), done(2)),
        turn(fired(4), asked(5)),
        turn(fired(3), asked(6)),
        turn(done(5, 'zero'), done(6, 'one')),
      ),
    );
    expect(steps.slice(0, 3).map(({ result }) => result?.info.preview)).toEqual(['zero', 'one', 'true']);
    expect(steps.map(({ delaysStepId }) => delaysStepId).slice(3)).toEqual([rowKeyOf(3), rowKeyOf(2)]);
    expect(fanOuts).toMatchObject([{ kind: 'activity', counts: { completed: 3 } }]);
  });

  it('are matched anew when another function than the first failed one is asked for again', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), asked(0, 'Given up'), asked(1, 'Retried')),
        turn(failed(0), failed(1), timer(2)),
        turn(fired(2), asked(3, 'Retried')),
      ),
    );
    expect(steps.map(({ name, state }) => [name, state])).toEqual([
      ['Given up', 'failed'],
      ['Retried', 'open'],
      [null, 'completed'],
    ]);
    expect(steps[2]?.delaysStepId).toBe(rowKeyOf(3));
  });

  it('are none when the timer is followed by something else', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), asked(0)),
        turn(failed(0), timer(1)),
        turn(fired(1), asked(2, 'Compensate')),
      ),
    );
    expect(steps.map(({ name }) => name)).toEqual(['Charge', null, 'Compensate']);
    expect(steps[1]).toMatchObject({ delaysStepId: null, inferred: [] });
  });

  it('are none when the input is known to be another', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), asked(0, 'Charge', '1')),
        turn(failed(0), timer(1)),
        turn(fired(1), asked(2, 'Charge', '2')),
      ),
    );
    expect(steps.map(({ attempts }) => attempts.length)).toEqual([1, 1, 1]);
  });

  it('may come at once, but a loop that goes on after a failure retries nothing', () => {
    const atOnce = buildExecution(
      makeHistory(turn(started(), asked(0)), turn(failed(0), asked(1)), turn(done(1))),
    );
    expect(atOnce.steps).toMatchObject([{ state: 'completed', attempts: [{}, { delayKey: null }] }]);
    const loop = buildExecution(
      makeHistory(turn(started(), asked(0)), turn(done(0), asked(1)), turn(failed(1), asked(2))),
    );
    expect(loop.steps.map(({ state }) => state)).toEqual(['completed', 'failed', 'open']);
  });

  it('wait for the end of a suspension', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), asked(0)),
        turn({ eventType: 'ExecutionSuspended' }),
        turn(failed(0)),
        turn({ eventType: 'ExecutionResumed' }, timer(1)),
        turn(fired(1), asked(2)),
      ),
    );
    expect(steps[0]?.attempts.map(({ state }) => state)).toEqual(['failed', 'open']);
  });
});

describe('a rewind', () => {
  const before = [
    ...turn(started(), rewound(asked(0))),
    ...turn(rewound(failed(0)), rewound(ended('Failed'))),
  ];

  it('takes steps and the end back', () => {
    const { steps, end, marks } = buildExecution(makeHistory(before));
    expect(steps).toMatchObject([{ state: 'rewound', attempts: [{ state: 'rewound', failure: {} }] }]);
    expect([end, marks.map(({ kind }) => kind)]).toEqual([null, ['started', 'rewind']]);
  });

  it('makes what is asked for under the same id another attempt', () => {
    const wakeUp = { eventType: 'GenericEvent', payloads: { Data: inlinePayload('by hand') } };
    const { steps, marks, oddRows } = buildExecution(
      makeHistory(before, turn(wakeUp, asked(0)), turn(done(0))),
    );
    expect(steps).toMatchObject([{ state: 'completed' }]);
    expect(steps[0]?.attempts.map(({ state }) => state)).toEqual(['rewound', 'completed']);
    expect(marks.at(-1)).toMatchObject({ kind: 'rewind', text: 'by hand' });
    expect(oddRows).toEqual([]);
  });

  it('lets a child go on without asking for it again', () => {
    const { steps } = buildExecution(
      makeHistory(
        turn(started(), rewound(childAsked(0))),
        turn(rewound(childFailed(0)), rewound(ended('Failed'))),
        turn({ ...childFailed(0), eventType: 'SubOrchestrationInstanceCompleted' }),
      ),
    );
    expect(steps).toMatchObject([{ state: 'completed', inferred: [expect.stringContaining('rewind')] }]);
    expect(steps[0]?.attempts).toMatchObject([
      { state: 'rewound', scheduledKey: rowKeyOf(2), finishedKey: rowKeyOf(5) },
      { state: 'completed', scheduledKey: null, finishedKey: rowKeyOf(9) },
    ]);
  });

  it('of engines that only write it down opens again what the end left', () => {
    const rows = [...turn(started(), asked(0), ended('Failed')), { eventType: 'ExecutionRewound' }];
    const { end, steps } = buildExecution(makeHistory(rows));
    expect([end, steps[0]?.state]).toEqual([null, 'open']);
  });
});
