import { expect, it } from 'vitest';
import { makeBacklog } from '../../../testing/backlog.ts';
import { makeQueuedMessage } from '../../../testing/diagnosis.ts';
import { asked, makeHistory, started, turn } from '../../../testing/execution-history.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';

const events = makeHistory(turn(started(), asked(0)));
const usual = (runs: number, p99Ms: number) => new Map([['Charge', { runs, p50Ms: 1000, p99Ms }]]);

it('says since when an activity has been asked for, and how long it usually takes', () => {
  expect(tell({ events, usualDurations: usual(40, 900_000) })).toEqual([
    'activity-running normal likely: It waits for the activity Charge, asked for at 2026-11-21T05:00:00.2Z, which usually takes 1 s.',
  ]);
});

it('counts those of one name together', () => {
  const three = makeHistory(turn(started(), asked(0), asked(1), asked(2), asked(3, 'Other')));
  expect(tell({ events: three }).map((line) => line.split(': ')[1])).toEqual([
    'It waits for 3 runs of the activity Charge, the first asked for at 2026-11-21T05:00:00.2Z.',
    'It waits for the activity Other, asked for at 2026-11-21T05:00:00.5Z.',
  ]);
});

it('says that it takes longer than nearly all others, and is not sure after few', () => {
  expect(tell({ events, usualDurations: usual(40, 2000) })).toEqual([
    'activity-slow delayed likely: It waits for the activity Charge and has done so for 10 min, longer than any of the 40 runs that are known (2 s).',
  ]);
  expect(tell({ events, usualDurations: usual(200, 2000) })[0]).toContain('longer than 99 % of the 200 runs');
  expect(tell({ events, usualDurations: usual(6, 2000) })[0]).toMatch(/^activity-slow delayed possible/);
  expect(rulesOf({ events, usualDurations: usual(4, 2000) })).toEqual(['activity-running']);
});

it('calls nothing slow within a minute, nor what is not far beyond the longest of few', () => {
  const soon = { now: at(50), backlog: makeBacklog({ readAt: at(50) }) };
  expect(rulesOf({ events, usualDurations: usual(40, 200), ...soon })).toEqual(['activity-running']);
  expect(rulesOf({ events, usualDurations: usual(6, 250_000) })).toEqual(['activity-running']);
  expect(rulesOf({ events, usualDurations: usual(40, 250_000) })).toEqual(['activity-slow']);
});

it('does not call slow what waits for a worker, and is not sure while the queue is longer than it sees', () => {
  const asleep = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Charge' });
  const workItems = (messages: readonly (typeof asleep)[]) => ({
    ...{ queue: 'testhub-workitems', depth: messages.length, messages },
  });
  const own = { events, usualDurations: usual(40, 2000), workItems: workItems([asleep]) };
  expect(rulesOf(own)).toEqual(['work-item-backlog', 'activity-running']);
  const others = Array.from({ length: 32 }, () => ({ ...asleep, instanceId: 'other' }));
  const crowded = tell({ events, usualDurations: usual(40, 2000), workItems: workItems(others) });
  expect(crowded.map((line) => line.split(':')[0])).toEqual([
    'work-item-backlog delayed possible',
    'activity-slow delayed possible',
  ]);
});

it('says that one whose messages are gone will not come back', () => {
  const later = { now: at(1800), backlog: makeBacklog({ readAt: at(1800) }) };
  expect(tell({ events, ...later })[0]).toMatch(/^activity-slow broken likely: .* it will not come back\.$/);
  const workItems = { queue: 'testhub-workitems', depth: 1, messages: [] };
  expect(rulesOf({ events, ...later, workItems })).toEqual(['activity-running']);
});

it('doubts a name that never ran, once no worker can be at it any more', () => {
  const everRan = new Map([['Charge', false]]);
  const workItems = { queue: 'testhub-workitems', depth: 1, messages: [] };
  const later = { now: at(1000), backlog: makeBacklog({ readAt: at(1000) }), workItems };
  expect(tell({ events, everRan, ...later })).toEqual([
    'unknown-activity delayed possible: The activity Charge was asked for at 2026-11-21T05:00:00.2Z and has never run in this task hub: it may be that no worker knows it.',
  ]);
  expect(rulesOf({ events, everRan: new Map([['Charge', true]]), ...later })).toEqual(['activity-running']);
  expect(rulesOf({ events, everRan, workItems })).toEqual(['activity-running']);
});

it('does not doubt the name of one that waits in a long queue', () => {
  const everRan = new Map([['Charge', false]]);
  const message = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Other', instanceId: 'other' });
  const workItems = { queue: 'testhub-workitems', depth: 900, messages: Array(32).fill(message) };
  const later = { now: at(1000), backlog: makeBacklog({ readAt: at(1000) }), workItems };
  expect(rulesOf({ events, everRan, ...later })).not.toContain('unknown-activity');
});

it('is told once when workers put its message back', () => {
  const message = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Charge', dequeueCount: 5 });
  const workItems = { queue: 'testhub-workitems', depth: 1, messages: [message] };
  const found = rulesOf({ events, everRan: new Map([['Charge', false]]), workItems });
  expect(found.filter((rule) => rule === 'unknown-activity')).toHaveLength(1);
  expect(found).not.toContain('activity-running');
});
