import { describe, expect, it } from 'vitest';
import { makeHistoryEvent } from '../../testing/history.ts';
import {
  asked,
  childAsked,
  done,
  ended,
  failed,
  fired,
  inlinePayload,
  makeHistory,
  raised,
  rowKeyOf,
  started,
  timeOfRow,
  timer,
  turn,
} from '../../testing/execution-history.ts';
import { buildExecution, ExecutionBuilder } from './build-execution.ts';

describe('steps', () => {
  it('join what was asked for and what came of it', () => {
    const { steps } = buildExecution(
      makeHistory(turn(started(), asked(0, 'Charge')), turn(done(0, '"paid"'))),
    );
    expect(steps).toMatchObject([
      {
        id: rowKeyOf(2),
        kind: 'activity',
        name: 'Charge',
        state: 'completed',
        turn: 0,
        scheduledAt: timeOfRow(2),
        finishedAt: timeOfRow(5),
        takenInAt: timeOfRow(4),
        result: { column: 'Result', rowKey: rowKeyOf(5), info: { preview: '"paid"' } },
        eventKeys: [rowKeyOf(2), rowKeyOf(5)],
        inferred: [],
      },
    ]);
  });

  it('are open until something came of them, and abandoned when the execution ended first', () => {
    const running = makeHistory(turn(started(), asked(0), childAsked(1), timer(2)));
    expect(buildExecution(running).steps.map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    const stopped = makeHistory(turn(started(), asked(0), timer(2)), turn(done(0), ended()));
    const { steps } = buildExecution(stopped);
    expect(steps.map(({ state }) => state)).toEqual(['completed', 'abandoned']);
    expect(steps[1]?.attempts).toMatchObject([{ state: 'abandoned' }]);
  });

  it('take type and message of a failure from details of which only the beginning is at hand', () => {
    const details = `{"ErrorType":"Shop.CardException","ErrorMessage":"card \\"gold\\" declined","StackTrace":"at `;
    const row = { ...failed(0), payloads: { FailureDetails: inlinePayload(details) } };
    const { steps } = buildExecution(makeHistory(turn(started(), asked(0)), turn(row)));
    expect(steps[0]?.failure).toMatchObject({
      errorType: 'Shop.CardException',
      message: 'card "gold" declined',
    });
  });

  it('count a timer as fired when it was due, though the engine wrote the firing earlier', () => {
    const { steps } = buildExecution(makeHistory(turn(started(), timer(0, 20)), turn(fired(0, 20))));
    expect(steps[0]).toMatchObject({ state: 'completed', finishedAt: timeOfRow(4) });
    const late = [...turn(started(), timer(0, 4)), {}, ...turn(fired(0, 4))];
    const events = makeHistory(late.map((row, i) => (i === 4 ? raised('Other') : row)));
    expect(buildExecution(events).steps[0]).toMatchObject({ finishedAt: timeOfRow(6) });
  });

  it('put an external event where it came in', () => {
    const { steps } = buildExecution(makeHistory(turn(started()), turn(raised('Approve'))));
    expect(steps).toMatchObject([
      { kind: 'external-event', name: 'Approve', state: 'completed', turn: 1, takenInAt: timeOfRow(3) },
    ]);
  });

  it('leave results that come during a suspension untaken until it is over', () => {
    const suspended = [
      ...turn(started(), asked(0)),
      ...turn({ eventType: 'ExecutionSuspended' }),
      ...turn(done(0)),
    ];
    const model = buildExecution(makeHistory(suspended));
    expect(model.isSuspended).toBe(true);
    expect(model.steps[0]).toMatchObject({ state: 'completed', takenInAt: null });
    const resumed = buildExecution(makeHistory(suspended, turn({ eventType: 'ExecutionResumed' })));
    expect(resumed.isSuspended).toBe(false);
    expect(resumed.steps[0]).toMatchObject({ takenInAt: timeOfRow(10) });
  });
});

describe('fan-outs', () => {
  it('are steps of one kind and name that one turn asked for, counted by state', () => {
    const { fanOuts, steps } = buildExecution(
      makeHistory(turn(started(), asked(0), asked(1), asked(2), asked(3, 'Other')), turn(done(0), failed(2))),
    );
    expect(fanOuts).toEqual([
      {
        id: rowKeyOf(2),
        kind: 'activity',
        name: 'Charge',
        turn: 0,
        stepIds: [2, 3, 4].map(rowKeyOf),
        counts: { open: 1, completed: 1, failed: 1, abandoned: 0, rewound: 0, unknown: 0 },
      },
    ]);
    expect(steps.map(({ fanOutId }) => fanOutId)).toEqual([...Array<string>(3).fill(rowKeyOf(2)), null]);
  });

  it('are counted anew when later pages change their steps', () => {
    const events = makeHistory(turn(started(), asked(0), asked(1), asked(2)), turn(done(0), done(1)));
    const builder = new ExecutionBuilder();
    const counts = [5, 9].map((end) => {
      builder.add(events.slice(end - 5, end));
      return builder.model().fanOuts[0]?.counts;
    });
    expect(counts).toMatchObject([
      { open: 3, completed: 0 },
      { open: 1, completed: 2 },
    ]);
  });

  it('do not reach from one turn into another', () => {
    const rows = [turn(started(), asked(0)), turn(done(0), asked(1)), turn(done(1), asked(2))];
    expect(buildExecution(makeHistory(...rows)).fanOuts).toEqual([]);
  });
});

describe('turns and marks', () => {
  it('say what woke the orchestrator and when it waited again', () => {
    const { turns, createdAt, startedAt } = buildExecution(
      makeHistory(turn(started(), asked(0)), turn(done(0))),
    );
    expect([createdAt, startedAt]).toEqual([timeOfRow(1), timeOfRow(0)]);
    expect(turns).toEqual([
      {
        index: 0,
        startedKey: rowKeyOf(0),
        startedAt: timeOfRow(0),
        completedAt: timeOfRow(3),
        tookInKeys: [rowKeyOf(1)],
      },
      {
        index: 1,
        startedKey: rowKeyOf(4),
        startedAt: timeOfRow(4),
        completedAt: timeOfRow(6),
        tookInKeys: [rowKeyOf(5)],
      },
    ]);
  });

  it('notice an execution that another one continued as', () => {
    const closedTwice = [...turn(started()), asked(0), { eventType: 'OrchestratorCompleted' }];
    const { marks, steps, turns } = buildExecution(makeHistory(closedTwice));
    expect(marks).toMatchObject([{ kind: 'started', text: 'ContinuedAsNew' }]);
    expect([steps[0]?.turn, turns.length]).toEqual([0, 1]);
  });

  it('keep an end as a new execution as a step of its own', () => {
    const { steps, end } = buildExecution(makeHistory(turn(started(), asked(0), ended('ContinuedAsNew'))));
    expect(steps).toMatchObject([
      { state: 'abandoned' },
      { kind: 'continue-as-new', state: 'completed', eventKeys: [rowKeyOf(3)] },
    ]);
    expect(end?.status).toBe('ContinuedAsNew');
  });
});

describe('later pages', () => {
  const rows = makeHistory(
    turn(started(), asked(0, 'A'), asked(1, 'B')),
    turn(done(0)),
    turn(raised('Other'), done(1)),
  );

  it('leave the steps they do not touch the same objects, and earlier models as they were', () => {
    const builder = new ExecutionBuilder();
    builder.add(rows.slice(0, 4));
    const before = builder.model();
    const copy: unknown = JSON.parse(JSON.stringify(before.steps));
    builder.add(rows.slice(4, 7));
    const after = builder.model();
    expect(after.steps[1]).toBe(before.steps[1]);
    expect(after.steps[0]).toMatchObject({ state: 'completed' });
    expect(before.steps).toEqual(copy);
    expect(before.stepOfRow.get(rowKeyOf(6))).toBeUndefined();
    expect([before.stepOfRow.size, after.stepOfRow.size]).toEqual([2, 3]);
    expect(builder.model()).toBe(after);
  });

  it('may come before earlier ones and be read twice', () => {
    const builder = new ExecutionBuilder();
    builder.add(rows.slice(6));
    expect(builder.model().steps[0]).toMatchObject({ state: 'unknown' });
    builder.add(rows.slice(0, 8));
    const model = builder.model();
    builder.add(rows.slice(2, 9));
    expect(builder.model()).toEqual(model);
    expect(model).toEqual(buildExecution(rows));
  });

  it('go by the last reading of a row, because a rewind rewrites rows', () => {
    const builder = new ExecutionBuilder();
    builder.add(rows);
    builder.model();
    builder.add([makeHistoryEvent({ ...rows[2], name: 'Renamed' })]);
    expect(builder.model().steps.map(({ name }) => name)).toEqual(['Renamed', 'B', 'Other']);
    expect(builder.model().eventCount).toBe(rows.length);
  });

  it('take nothing from rows of earlier executions', () => {
    const leftover = makeHistoryEvent({ ...asked(7), ordinal: 50, isLeftover: true });
    expect(buildExecution([...rows, leftover])).toEqual(buildExecution(rows));
  });
});

describe('sizes', () => {
  it('are counted by event type and by function, blobs as stored, unknown ones apart', () => {
    const blob = { ...inlinePayload(''), location: 'blob' as const, sizeBytes: null, preview: null };
    const { sizes } = buildExecution(
      makeHistory(
        turn(started(), asked(0, 'A', '12'), asked(1, 'B'), asked(2, 'C')),
        turn(
          done(0, '12345'),
          { ...done(1), payloads: { Result: { ...blob, storedBytes: 900 } } },
          { ...done(2), payloads: { Result: blob } },
        ),
      ),
    );
    expect(sizes).toMatchObject({ rows: 11, payloadBytes: 907, unknownSizes: 1 });
    expect(sizes.byFunction).toEqual([
      { name: 'B', rows: 2, payloadBytes: 900 },
      { name: 'A', rows: 2, payloadBytes: 7 },
      { name: 'C', rows: 2, payloadBytes: 0 },
    ]);
    expect(sizes.byEventType[0]).toEqual({ name: 'TaskCompleted', rows: 3, payloadBytes: 905 });
  });
});
