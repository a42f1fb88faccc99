import { describe, expect, it } from 'vitest';
import {
  asked,
  childAsked,
  childFailed,
  done,
  ended,
  entityMessage,
  failed,
  fired,
  makeHistory,
  raised,
  rewound,
  rowKeyOf,
  sent,
  started,
  timeOfRow,
  timer,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { buildExecution } from './build-execution.ts';
import type { WaitingRow } from './wait.ts';
import { waitsOf } from './waits-of.ts';

const running: WaitingRow = {
  runtimeStatus: 'Running',
  createdAt: timeOfRow(0),
  lastUpdatedAt: timeOfRow(500),
  scheduledStartAt: null,
  isEntity: false,
};
const pending = { ...running, runtimeStatus: 'Pending' };

function waits(rows: readonly HistoryRow[], row = running) {
  return waitsOf(buildExecution(makeHistory(rows)), row);
}
function kinds(rows: readonly HistoryRow[], row = running) {
  return waits(rows, row).map(({ kind, isInferred }) => (isInferred ? `${kind}?` : kind));
}

describe('before the first turn', () => {
  it('waits for a worker, or for the time it was scheduled for', () => {
    expect(waits([], pending)).toMatchObject([{ kind: 'start', since: timeOfRow(0), dueAt: null }]);
    const scheduled = { ...pending, scheduledStartAt: timeOfRow(900) };
    expect(waits([], scheduled)).toMatchObject([{ kind: 'scheduled-start', dueAt: timeOfRow(900) }]);
  });

  it('says nothing of a running instance whose history was not read', () => {
    expect(waits([])).toEqual([]);
  });
});

describe('while it runs', () => {
  it('waits for every open step, by name', () => {
    const lock = sent(3, '@a@1', { kind: 'lock', requestId: 'x', lockSet: ['@a@1'] });
    const call = sent(4, '@a@1', { kind: 'call', requestId: 'y', operation: 'get' });
    expect(waits(turn(started(), asked(0), childAsked(1), lock, call, asked(9, 'B')))).toMatchObject([
      { kind: 'activity', name: 'Charge', stepId: rowKeyOf(2), since: timeOfRow(2), attempt: 1 },
      { kind: 'sub-orchestration', name: 'Ship', instanceId: 'child' },
      { kind: 'entity-lock', instanceId: '@a@1' },
      { kind: 'entity-call', name: 'get', instanceId: '@a@1' },
      { kind: 'activity', name: 'B', isInferred: false },
    ]);
  });

  it('waits for a retry and for its delay', () => {
    const delayed = [...turn(started(), asked(0)), ...turn(failed(0), timer(1))];
    expect(waits(delayed)).toEqual([
      {
        ...{ kind: 'timer', stepId: rowKeyOf(6), name: 'Charge', instanceId: null, since: timeOfRow(6) },
        ...{ dueAt: timeOfRow(1000), attempt: 2, isInferred: false },
      },
    ]);
    const retried = [...delayed, ...turn(fired(1), asked(2))];
    expect(waits(retried)).toMatchObject([{ kind: 'activity', attempt: 2, since: timeOfRow(10) }]);
  });

  it('suspects an event when nothing is under way', () => {
    expect(waits([...turn(started()), ...turn(raised('WrongName'))])).toEqual([
      {
        ...{ kind: 'external-event', stepId: null, name: null, instanceId: null },
        ...{ since: timeOfRow(5), dueAt: null, attempt: 1, isInferred: true },
      },
    ]);
  });

  it('suspects that a timer limits the wait for an event', () => {
    expect(kinds(turn(started(), timer(0)))).toEqual(['timer', 'external-event?']);
  });

  it('suspects no event beside timers of an orchestrator that slept before', () => {
    const polling = [
      ...turn(started(), asked(0)),
      ...turn(done(0), timer(1)),
      ...turn(fired(1), asked(2)),
      ...turn(done(2), timer(3)),
    ];
    expect(kinds(polling)).toEqual(['timer']);
    const closedTwice = [...turn(started()), timer(0), { eventType: 'OrchestratorCompleted' }];
    expect(kinds(closedTwice)).toEqual(['timer']);
  });

  it('suspects an event when it went on after the timer was set', () => {
    const wentOn = [...turn(started(), timer(0)), ...turn(fired(0), timer(1)), ...turn(raised('Answer'))];
    expect(kinds(wentOn)).toEqual(['timer', 'external-event?']);
  });

  it('takes a message it cannot read for a call when nothing else is under way', () => {
    expect(kinds(turn(started(), sent(0, '@a@1', null)))).toEqual(['entity-call?']);
    expect(kinds(turn(started(), sent(0, '@a@1', null), asked(1)))).toEqual(['activity']);
  });

  it('is in the middle of a turn that has no end', () => {
    expect(kinds([{ eventType: 'OrchestratorStarted' }, started()])).toEqual(['turn?']);
  });

  it('waits for nothing once a held lock is all there is, except an event', () => {
    const lock = sent(0, '@a@1', { kind: 'lock', requestId: 'x', lockSet: ['@a@1'] });
    const granted = raised('x', entityMessage({ kind: 'response', requestId: 'x' }));
    expect(kinds([...turn(started(), lock), ...turn(granted)])).toEqual(['external-event?']);
  });
});

describe('when suspended', () => {
  const suspension = turn({ eventType: 'ExecutionSuspended' });
  const suspended = { ...running, runtimeStatus: 'Suspended' };

  it('waits to be resumed, and for what it waited for', () => {
    const rows = [...turn(started(), asked(0)), ...suspension];
    expect(waits(rows, suspended)).toMatchObject([
      { kind: 'resume', since: timeOfRow(5), isInferred: false },
      { kind: 'activity', name: 'Charge' },
    ]);
  });

  it('goes on with what came meanwhile', () => {
    const rows = [...turn(started()), ...suspension, ...turn(raised('Approve'))];
    expect(waits(rows, suspended)).toMatchObject([
      { kind: 'resume' },
      { kind: 'turn', name: 'Approve', stepId: rowKeyOf(7), since: timeOfRow(7) },
    ]);
  });

  it('has waited for an event since before it was suspended', () => {
    expect(waits([...turn(started()), ...suspension], suspended)[1]).toMatchObject({
      kind: 'external-event',
      since: timeOfRow(2),
    });
  });
});

describe('when rewound', () => {
  it('waits for a worker to take the rewind up', () => {
    const rows = [
      ...turn(started(), rewound(asked(0))),
      ...turn(rewound(failed(0)), rewound(ended('Failed'))),
    ];
    expect(waits(rows, pending)).toMatchObject([{ kind: 'rewind', name: 'Charge', stepId: rowKeyOf(2) }]);
    const thrown = turn(started(), rewound(ended('Failed')));
    expect(waits(thrown, pending)).toMatchObject([{ kind: 'rewind', stepId: null, since: timeOfRow(2) }]);
    const takenUp = [...rows, ...turn({ eventType: 'GenericEvent' }, asked(0))];
    expect(waits(takenUp, pending)).toMatchObject([{ kind: 'activity', attempt: 2 }]);
  });

  it('waits for a child that was rewound with it', () => {
    const rows = [
      ...turn(started(), rewound(childAsked(0))),
      ...turn(rewound(childFailed(0)), rewound(ended('Failed'))),
    ];
    expect(waits(rows, pending)).toMatchObject([
      { kind: 'sub-orchestration', instanceId: 'child', isInferred: true },
    ]);
  });
});

it('waits for nothing when it ended, by its history or its row, or when it is an entity', () => {
  const open = turn(started(), asked(0));
  expect(waits(turn(started(), asked(0), ended()))).toEqual([]);
  expect(waits(open, { ...running, runtimeStatus: 'Terminated' })).toEqual([]);
  expect(waits(open, { ...running, isEntity: true })).toEqual([]);
});
