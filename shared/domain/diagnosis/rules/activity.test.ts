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
    'activity-slow delayed likely: It waits for the activity Charge and has done so for 10 min, longer than 99 % of 40 runs (2 s).',
  ]);
  expect(tell({ events, usualDurations: usual(6, 2000) })[0]).toMatch(/^activity-slow delayed possible/);
  expect(rulesOf({ events, usualDurations: usual(4, 2000) })).toEqual(['activity-running']);
});

it('says that one whose messages are gone will not come back', () => {
  const later = { now: at(1800), backlog: makeBacklog({ readAt: at(1800) }) };
  expect(tell({ events, ...later })[0]).toMatch(/^activity-slow broken likely: .* it will not come back\.$/);
  const workItems = { queue: 'testhub-workitems', depth: 1, messages: [] };
  expect(rulesOf({ events, ...later, workItems })).toEqual(['activity-running']);
});

it('doubts a name that never ran, once it has waited for a while and a worker is there', () => {
  const everRan = new Map([['Charge', false]]);
  expect(tell({ events, everRan })).toEqual([
    'unknown-activity delayed possible: The activity Charge was asked for at 2026-11-21T05:00:00.2Z and has never run in this task hub: it may be that no worker knows it.',
  ]);
  expect(rulesOf({ events, everRan: new Map([['Charge', true]]) })).toEqual(['activity-running']);
  expect(rulesOf({ events, everRan, now: at(30), backlog: makeBacklog({ readAt: at(30) }) })).toEqual([
    'activity-running',
  ]);
});

it('is told once when workers put its message back', () => {
  const message = makeQueuedMessage({ eventType: 'TaskScheduled', name: 'Charge', dequeueCount: 5 });
  const workItems = { queue: 'testhub-workitems', depth: 1, messages: [message] };
  const found = rulesOf({ events, everRan: new Map([['Charge', false]]), workItems });
  expect(found.filter((rule) => rule === 'unknown-activity')).toHaveLength(1);
  expect(found).not.toContain('activity-running');
});
