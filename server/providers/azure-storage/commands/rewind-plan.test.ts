import { describe, expect, it } from 'vitest';
import { planHistory, type PastEvent } from './rewind-plan.ts';

function history(...events: Partial<PastEvent>[]): PastEvent[] {
  return events.map((event, i) => ({
    rowKey: i.toString(16).toUpperCase().padStart(16, '0'),
    etag: `etag ${i}`,
    eventType: 'GenericEvent',
    eventId: null,
    taskScheduledId: null,
    rewoundType: null,
    orchestrationStatus: null,
    name: null,
    instanceId: null,
    failure: null,
    ...event,
  }));
}

const turn = { eventType: 'OrchestratorStarted' };
const task = (eventId: number) => ({ eventType: 'TaskScheduled', eventId, name: `Task${eventId}` });
const taskFailed = (taskScheduledId: number) => ({ eventType: 'TaskFailed', taskScheduledId, failure: 'no' });
const child = (eventId: number, instanceId: string) => ({
  eventType: 'SubOrchestrationInstanceCreated',
  eventId,
  instanceId,
  name: 'Child',
});
const childFailed = (taskScheduledId: number) => ({
  eventType: 'SubOrchestrationInstanceFailed',
  taskScheduledId,
});
const completed = (orchestrationStatus = 'Failed') => ({
  eventType: 'ExecutionCompleted',
  orchestrationStatus,
});
const rewound = <Event extends { eventType: string }>(event: Event) => ({
  ...event,
  eventType: 'GenericEvent',
  rewoundType: event.eventType,
});
const marked = <Event extends { eventType: string }>(event: Event) => ({
  ...event,
  rewoundType: event.eventType,
});

/** Places in the history of the rows that change. */
const changed = (events: PastEvent[]) =>
  planHistory(events).changes.map(({ rowKey }) => Number.parseInt(rowKey, 16));

describe('the plan of a rewind', () => {
  it('takes each failure with what scheduled it, and the end, in the engine’s order', () => {
    const events = history(turn, task(0), task(1), turn, taskFailed(1), completed());
    expect(planHistory(events)).toMatchObject({ state: 'failed', ending: 'Failed', children: [] });
    expect(planHistory(events).changes.map(({ columns }) => columns)).toEqual([
      { Reason: 'Rewound: TaskScheduled', EventType: 'GenericEvent' },
      { Reason: 'Rewound: TaskFailed', EventType: 'GenericEvent' },
      { Reason: 'Rewound: ExecutionCompleted', EventType: 'GenericEvent' },
    ]);
    expect(changed(events)).toEqual([2, 4, 5]);
  });

  it('keeps the type of a created sub-orchestration and goes on there', () => {
    const plan = planHistory(history(turn, child(0, 'c'), turn, childFailed(0), completed()));
    expect(plan.changes[0]!.columns).toEqual({ Reason: 'Rewound: SubOrchestrationInstanceCreated' });
    expect(plan.children).toEqual([{ instanceId: 'c', isDone: false }]);
    expect(plan.steps.map(({ kind, childInstanceId }) => [kind, childInstanceId])).toEqual([
      ['sub-orchestration', 'c'],
      ['orchestrator', null],
    ]);
  });

  it('leaves alone what earlier rewinds changed', () => {
    const past = [turn, rewound(task(0)), turn, rewound(taskFailed(0)), rewound(completed())];
    const events = history(...past, turn, task(0), turn, taskFailed(0), completed());
    expect(changed(events)).toEqual([6, 8, 9]);
  });

  it('does the rest of a history that is half changed', () => {
    const events = history(turn, rewound(task(0)), task(1), turn, taskFailed(0), taskFailed(1), completed());
    expect(changed(events)).toEqual([4, 2, 5, 6]);
    const children = [turn, marked(child(0, 'done')), child(1, 'open'), turn, rewound(childFailed(0))];
    expect(planHistory(history(...children, childFailed(1), completed())).children).toEqual([
      { instanceId: 'open', isDone: false },
      { instanceId: 'done', isDone: true },
    ]);
  });

  it('does not follow children that a rewind long done woke', () => {
    const past = [turn, marked(child(0, 'old')), turn, rewound(childFailed(0)), rewound(completed())];
    const events = history(...past, turn, task(1), turn, taskFailed(1), completed());
    expect(planHistory(events).children).toEqual([]);
  });

  it('tells a history that waits to be woken from one that goes on', () => {
    const waiting = [turn, rewound(task(0)), turn, rewound(taskFailed(0)), rewound(completed())];
    expect(planHistory(history(...waiting))).toMatchObject({ state: 'rewound', changes: [], ending: null });
    expect(planHistory(history(...waiting, turn)).state).toBe('running');
    expect(planHistory(history(turn, task(0))).state).toBe('running');
    expect(planHistory(history(turn, completed('Completed')))).toMatchObject({
      state: 'ended',
      ending: 'Completed',
      changes: [],
    });
  });

  it('changes a task once, however often it failed', () => {
    const events = history(turn, task(0), turn, taskFailed(0), taskFailed(0), completed());
    expect(changed(events)).toEqual([1, 3, 4, 5]);
  });

  it('refuses a failure without what scheduled it', () => {
    expect(() => planHistory(history(turn, taskFailed(3), completed()))).toThrow(
      'row 0000000000000001 is the failure of an activity that the history does not schedule',
    );
    expect(() => planHistory(history(turn, childFailed(3), completed()))).toThrow(
      'sub-orchestration that the history does not create',
    );
  });

  it('sees decisions that stay behind a failure that goes, as retries leave them', () => {
    const timer = { eventType: 'TimerCreated', eventId: 1 };
    const retried = history(turn, task(0), turn, taskFailed(0), timer, task(2), taskFailed(2), completed());
    expect(planHistory(retried).goesOnAfterFailure).toBe(true);
    const plain = history(turn, timer, task(0), turn, taskFailed(0), completed());
    expect(planHistory(plain).goesOnAfterFailure).toBe(false);
  });
});
