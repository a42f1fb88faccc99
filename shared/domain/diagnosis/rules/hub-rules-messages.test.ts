import { expect, it } from 'vitest';
import type { QueuedMessage } from '../../../contract/backlog.ts';
import { makeBacklog } from '../../../testing/backlog.ts';
import { makeQueuedMessage } from '../../../testing/diagnosis.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';
import type { Wait } from '../../execution/wait.ts';

const id = 'order-1001';
const pending = { runtimeStatus: 'Pending', createdAt: at(0) } as const;
const start = makeQueuedMessage({ eventType: 'ExecutionStarted', name: 'OrderWorkflow' });

function control(messages: readonly QueuedMessage[], hidden = 0) {
  return { queue: 'testhub-control-00', depth: messages.length + hidden, messages };
}
function workItems(messages: readonly QueuedMessage[], hidden = 0) {
  return { queue: 'testhub-workitems', depth: messages.length + hidden, messages };
}
function foreign(count: number, overrides: Partial<QueuedMessage> = {}): QueuedMessage[] {
  return Array.from({ length: count }, (_, place) =>
    makeQueuedMessage({ messageId: `other-${place}`, instanceId: `other-${place}`, ...overrides }),
  );
}
function wait(kind: Wait['kind'], name: string | null): Wait {
  const unknown = { stepId: null, instanceId: null, dueAt: null, attempt: 1, isInferred: false };
  return { ...unknown, kind, name, since: at(590) };
}
const soon = { now: at(30), backlog: makeBacklog({ readAt: at(30) }) };

it('tells how many messages are ahead of the one that starts it', () => {
  expect(tell({ instance: pending, controlQueue: control([...foreign(3), start]) })[0]).toBe(
    'not-started delayed certain: It has not started 10 min after it was asked for: 3 messages are ahead of it in testhub-control-00.',
  );
  const behind = control(foreign(32), 40);
  expect(tell({ instance: pending, controlQueue: behind })).toContain(
    'not-started delayed certain: It has not started 10 min after it was asked for: up to 72 messages are ahead of it in testhub-control-00.',
  );
});

it('finds a start that has just been asked for normal', () => {
  const found = tell({ instance: pending, controlQueue: control([start]), ...soon });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^not-started normal certain/);
});

it('finds that no message is there that would start it', () => {
  expect(tell({ instance: pending })[0]).toMatch(
    /^not-started broken likely: .* no message that would start it/,
  );
  expect(tell({ instance: pending, controlQueue: control([], 1) })[0]).toMatch(
    /^not-started delayed certain/,
  );
});

it('says that it has not started where its queue cannot be seen', () => {
  expect(tell({ instance: pending, controlQueue: null })).toEqual([
    'not-started delayed certain: It has not started 10 min after it was asked for.',
  ]);
});

it('finds a message that nobody takes', () => {
  expect(tell({ controlQueue: control([makeQueuedMessage()]) })[0]).toBe(
    'message-not-taken delayed certain: A message for it has been waiting in testhub-control-00 for 10 min, and the owner of the partition does not take it.',
  );
  const young = makeQueuedMessage({ insertedAt: at(570) });
  expect(rulesOf({ controlQueue: control([young]) })).not.toContain('message-not-taken');
  expect(rulesOf({ controlQueue: control(foreign(3)) })).not.toContain('message-not-taken');
});

it('does not take one that a worker had and put back for one that has waited all the time', () => {
  const takenAt = (now: number) => ({
    ...{ now: at(now), backlog: makeBacklog({ readAt: at(now) }) },
    controlQueue: control([makeQueuedMessage({ dequeueCount: 1 })]),
  });
  expect(rulesOf(takenAt(600))).not.toContain('message-not-taken');
  expect(rulesOf(takenAt(1000))).toContain('message-not-taken');
});

it('says of a start that is hidden that a worker has it', () => {
  expect(tell({ instance: pending, controlQueue: control(foreign(2), 3) })[0]).toMatch(
    /: its message is not visible in testhub-control-00: a worker has taken it, or put it back\.$/,
  );
});

it('puts the activities of a suspended instance behind its suspension', () => {
  const waits = [wait('resume', null), wait('activity', 'Charge')];
  const own = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Charge' });
  const found = tell({ instance: { runtimeStatus: 'Suspended' }, waits, workItems: workItems([own]) });
  expect(found[0]).toMatch(/^suspended normal/);
  expect(found).toContainEqual(expect.stringMatching(/^work-item-backlog advice/));
});

it('counts the time of a timer from when it was due', () => {
  const fired = makeQueuedMessage({ eventType: 'TimerFired', name: null, dueAt: at(580) });
  expect(rulesOf({ controlQueue: control([fired]) })).not.toContain('message-not-taken');
});

it('goes by the time of the sender where the clock of the queue is ahead', () => {
  const ahead = makeQueuedMessage({ insertedAt: at(9000), eventAt: at(0) });
  expect(rulesOf({ controlQueue: control([ahead]) })).toContain('message-not-taken');
});

it('finds poison, suspects what came back often, and leaves the rest alone', () => {
  const found = (dequeueCount: number) =>
    tell({ controlQueue: control([makeQueuedMessage({ dequeueCount })]) })[0];
  expect(found(10)).toBe(
    'message-poison broken certain: Its EventRaised message Approve in testhub-control-00 was taken 10 times and came back each time: workers cannot process it.',
  );
  expect(found(6)).toMatch(/^message-poison delayed likely/);
  expect(found(5) ?? '').not.toMatch(/^message-poison/);
  expect(rulesOf({ controlQueue: control(foreign(3, { dequeueCount: 30 })) })).not.toContain(
    'message-poison',
  );
});

it('finds poison among its activities', () => {
  const stuck = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Charge', dequeueCount: 12 });
  const facts = { waits: [wait('activity', 'Charge')], workItems: workItems([stuck]) };
  expect(rulesOf({ ...facts, everRan: new Map([['Charge', true]]) })[0]).toBe('message-poison');
});

it('finds an orchestrator that the worker does not know, once', () => {
  const back = { ...start, dequeueCount: 12 };
  const facts = { instance: pending, controlQueue: control([back]) };
  const found = tell({ ...facts, everRan: new Map([['OrderWorkflow', false]]) });
  expect(found[0]).toBe(
    'unknown-orchestrator broken likely: The worker does not seem to know the orchestrator OrderWorkflow: its message came back 12 times, and nothing shows that it ever ran here.',
  );
  expect(found.map((line) => line.split(' ')[0])).toEqual(['unknown-orchestrator', 'not-started']);
  expect(rulesOf({ ...facts, everRan: new Map([['OrderWorkflow', true]]) })).toContain('message-poison');
  expect(tell(facts)[0]).toMatch(/^unknown-orchestrator delayed possible/);
});

it('suspects the name of an orchestrator that never ran when its message is hidden', () => {
  const facts = { instance: pending, controlQueue: control([], 1) };
  const everRan = new Map([['OrderWorkflow', false]]);
  expect(rulesOf({ ...facts, everRan })).toContain('unknown-orchestrator');
  expect(rulesOf({ ...facts, everRan, ...soon })).not.toContain('unknown-orchestrator');
  expect(rulesOf({ ...facts, everRan: new Map() })).not.toContain('unknown-orchestrator');
});

it('finds an activity that the worker does not know, once', () => {
  const message = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Charge', dequeueCount: 2 });
  const facts = { waits: [wait('activity', 'Charge')], workItems: workItems([message]) };
  expect(rulesOf({ ...facts, everRan: new Map([['Charge', false]]) })).toEqual(['unknown-activity']);
  const fresh = { ...facts, workItems: workItems([{ ...message, dequeueCount: 1, insertedAt: at(595) }]) };
  expect(rulesOf({ ...fresh, everRan: new Map([['Charge', false]]) })).not.toContain('unknown-activity');
});

it('finds the instance that most messages of its partition are for', () => {
  const hot = foreign(20, { instanceId: 'busy' });
  const waits = [wait('turn', null)];
  const others = tell({ waits, controlQueue: control([...hot, ...foreign(4)]) });
  expect(others.find((line) => line.startsWith('message-hot'))).toBe(
    'message-hot delayed likely: 20 of the first 24 messages in testhub-control-00 are for busy, and those of this instance wait among them.',
  );
  const own = foreign(20, { instanceId: id, insertedAt: at(590) });
  expect(tell({ controlQueue: control(own) }).at(-1)).toMatch(/^message-hot advice certain/);
  expect(rulesOf({ waits, controlQueue: control(foreign(32, { insertedAt: at(590) })) })).not.toContain(
    'message-hot',
  );
  expect(rulesOf({ waits: [wait('external-event', null)], controlQueue: control(hot) })).not.toContain(
    'message-hot',
  );
});

it('finds a control queue that is behind', () => {
  const waits = [wait('turn', null)];
  const behind = control(foreign(32), 100);
  expect(tell({ waits, controlQueue: behind })).toContain(
    'control-queue-backlog delayed certain: 132 messages are in its control queue testhub-control-00, of which the oldest has been waiting for 10 min: the partition is behind.',
  );
  expect(rulesOf({ waits, controlQueue: control(foreign(31)) })).not.toContain('control-queue-backlog');
  const moving = control(foreign(32, { insertedAt: at(595) }), 100);
  expect(rulesOf({ waits, controlQueue: moving })).not.toContain('control-queue-backlog');
});

it('finds activities that wait for a worker', () => {
  const waits = [wait('activity', 'Charge')];
  const own = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Charge' });
  const everRan = new Map([['Charge', true]]);
  expect(tell({ waits, everRan, workItems: workItems([...foreign(2), own], 7) })[0]).toBe(
    'work-item-backlog delayed certain: 1 of its activities waits in testhub-workitems for a worker, among 10 messages, of which the oldest has been waiting for 10 min.',
  );
  expect(tell({ waits, everRan, workItems: workItems(foreign(32), 70) })[0]).toMatch(
    /^work-item-backlog delayed possible: 1 of its activities may wait/,
  );
  expect(rulesOf({ waits, everRan, workItems: workItems(foreign(3)) })).toEqual(['activity-running']);
  expect(rulesOf({ waits: [wait('external-event', null)], workItems: workItems([own]) })).toEqual([
    'awaits-event',
  ]);
});

it('tells of a termination that waits in the queue', () => {
  const told = makeQueuedMessage({ eventType: 'ExecutionTerminated', name: null });
  expect(tell({ controlQueue: control([told]) })).toContain(
    'terminate-not-applied delayed certain: It was told to terminate 10 min ago, and no worker has taken the message yet.',
  );
  const fresh = { ...told, insertedAt: at(590) };
  expect(tell({ controlQueue: control([fresh]) })[0]).toMatch(/^terminate-not-applied normal/);
  const ended = { runtimeStatus: 'Terminated' } as const;
  expect(rulesOf({ instance: ended, controlQueue: control([told]) })).not.toContain('terminate-not-applied');
});
